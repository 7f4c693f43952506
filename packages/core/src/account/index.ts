export { type AccountDeletionFlow, createAccountDeletion } from './account-deletion.js'
export type * from './account-deletion-steps.js'
export type * from './account-steps.js'
export type * from './addresses/addresses-steps.js'
export { createEmailAddresses, type EmailAddressesFlow } from './addresses/email-addresses.js'
export { createPhoneNumbers, type PhoneNumbersFlow } from './addresses/phone-numbers.js'
export { type AccountSignInsFlow, createAccountSignIns } from './lists/account-sign-ins.js'
export type * from './lists/account-sign-ins-steps.js'
export { createPasskeys, type PasskeysFlow } from './lists/passkeys.js'
export type * from './lists/passkeys-steps.js'
export { createPassword, type PasswordFlow } from './password.js'
export type * from './password-steps.js'
export { createProfile, type ProfileFlow } from './profile.js'
export type * from './profile-steps.js'
export { type AuthenticatorFlow, createAuthenticator } from './second-factors/authenticator.js'
export type * from './second-factors/authenticator-steps.js'
export { type BackupCodesFlow, createBackupCodes } from './second-factors/backup-codes.js'
export type * from './second-factors/backup-codes-steps.js'
export {
  createSocialConnections,
  type SocialConnectionsFlow,
  type SocialConnectionsOptions,
} from './social-connections.js'
export type * from './social-connections-steps.js'
