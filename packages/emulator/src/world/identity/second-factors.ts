import type { DeploymentData } from '../deployment/deployment'
import type { Authenticator, PhoneNumber, User } from './users'

export type SecondFactor = 'phone_otp' | 'authenticator' | 'backup_code'

/** The parts of the world that authenticator setup uses. */
export interface AuthenticatorData {
  /** Authenticators shown to their users and not verified yet. */
  pendingAuthenticators: Map<string, Authenticator & { userId: string }>
}

/** The second factors that a user has and the deployment allows. */
export function secondFactorsOf(data: DeploymentData, user: User): SecondFactor[] {
  const enabled = data.deployment.auth_settings.auth_factors_enabled
  const methods: SecondFactor[] = []
  if (enabled.phone_otp && secondFactorPhones(user).length > 0) methods.push('phone_otp')
  if (enabled.authenticator && user.authenticator) methods.push('authenticator')
  if (enabled.backup_code && user.backupCodes.length > 0) methods.push('backup_code')
  return methods
}

/** The phone numbers that may get second-factor codes. */
export function secondFactorPhones(user: User): PhoneNumber[] {
  return user.phoneNumbers.filter((row) => row.verifiedAtMs !== null && row.secondFactor)
}
