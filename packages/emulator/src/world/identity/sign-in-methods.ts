import { connectionForEmail, type EnterpriseConnectionData } from './enterprise-connections'
import { type PasskeyData, passkeysOf } from './passkeys'
import { type SocialConnectionData, socialConnectionsOf } from './social-connections'
import type { User } from './users'

/** Whether a user can sign in without a password: by a code, a link, a provider or a passkey that the deployment allows. */
export function canSignInWithoutPassword(
  data: SocialConnectionData & PasskeyData & EnterpriseConnectionData,
  user: User,
): boolean {
  const { auth_factors_enabled: factors, magic_link: link, passkey } = data.deployment.auth_settings
  const emails = user.emailAddresses.filter(isVerified)
  if (emails.length > 0 && (factors.email_otp || (factors.email_magic_link && link?.enabled))) return true
  if (factors.phone_otp && user.phoneNumbers.some(isVerified)) return true
  if (passkey?.enabled && passkeysOf(data, user.id).length > 0) return true
  if (emails.some(({ email }) => connectionForEmail(data, email))) return true
  const enabled = data.deployment.social_connections.filter((row) => row.enabled).map((row) => row.provider)
  return socialConnectionsOf(data, user.id).some(({ provider }) => enabled.includes(provider))
}

function isVerified({ verifiedAtMs }: { verifiedAtMs: number | null }): boolean {
  return verifiedAtMs !== null
}
