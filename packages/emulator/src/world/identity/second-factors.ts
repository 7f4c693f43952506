import type { DeploymentData } from '../deployment/deployment'
import type { Authenticator, PhoneNumber, User } from './users'

export type SecondFactor = 'phone_otp' | 'authenticator' | 'backup_code'

/** What setting up authenticators needs of the world. */
export interface AuthenticatorData {
  /** Shown to their users, not yet proven. */
  pendingAuthenticators: Map<string, Authenticator & { userId: string }>
}

/** What a user has and the deployment lets them use. */
export function secondFactorsOf(data: DeploymentData, user: User): SecondFactor[] {
  const enabled = data.deployment.auth_settings.auth_factors_enabled
  const methods: SecondFactor[] = []
  if (enabled.phone_otp && secondFactorPhones(user).length > 0) methods.push('phone_otp')
  if (enabled.authenticator && user.authenticator) methods.push('authenticator')
  if (enabled.backup_code && user.backupCodes.length > 0) methods.push('backup_code')
  return methods
}

/** Numbers a code may be sent to as a second factor. */
export function secondFactorPhones(user: User): PhoneNumber[] {
  return user.phoneNumbers.filter((row) => row.verifiedAtMs !== null && row.secondFactor)
}
