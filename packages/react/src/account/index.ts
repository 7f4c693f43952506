import {
  type AccountDeletionFlow,
  type AccountSignInsFlow,
  type AuthenticatorFlow,
  type BackupCodesFlow,
  createAccountDeletion,
  createAccountSignIns,
  createAuthenticator,
  createBackupCodes,
  createEmailAddresses,
  createPasskeys,
  createPassword,
  createPhoneNumbers,
  createProfile,
  createSocialConnections,
  type EmailAddressesFlow,
  type PasskeysFlow,
  type PasswordFlow,
  type PhoneNumbersFlow,
  type ProfileFlow,
  type SocialConnectionsFlow,
} from '@wachter/core/account'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'

/** The deletion of the active account. */
export type UseAccountDeletion = UseFlow<AccountDeletionFlow>

/**
 * Deletes the active account for good. Requests nothing by itself.
 *
 * @example
 * ```tsx
 * import { useAccountDeletion } from '@wachter/react/account'
 *
 * function AccountDeletion() {
 *   const { step } = useAccountDeletion()
 *   return step.kind === 'confirm' && <button onClick={() => step.delete()}>Delete my account</button>
 * }
 * ```
 */
export const useAccountDeletion = /* @__PURE__ */ hookOf(createAccountDeletion)

/** The sign-ins of the active account on all devices, and the functions to end them. */
export type UseAccountSignIns = UseFlow<AccountSignInsFlow>

/**
 * The sign-ins of the active account in this browser and on other devices. Loads the list.
 *
 * @example
 * ```tsx
 * import { useAccountSignIns } from '@wachter/react/account'
 *
 * function AccountSignIns() {
 *   const { step } = useAccountSignIns()
 *   return step.kind === 'manage' && <button onClick={() => step.revokeOthers()}>Sign out everywhere else</button>
 * }
 * ```
 */
export const useAccountSignIns = /* @__PURE__ */ hookOf(createAccountSignIns)

/** The authenticator app of the active account, and the functions to link and remove it. */
export type UseAuthenticator = UseFlow<AuthenticatorFlow>

/**
 * Links an authenticator app with the active account as a second factor, or removes it. Requests nothing by itself.
 *
 * @example
 * ```tsx
 * import { useAuthenticator } from '@wachter/react/account'
 *
 * function Authenticator() {
 *   const { step } = useAuthenticator()
 *   return step.kind === 'manage' && <button onClick={() => step.begin()}>Link an app</button>
 * }
 * ```
 */
export const useAuthenticator = /* @__PURE__ */ hookOf(createAuthenticator)

/** The backup codes of the active account, which are shown once. */
export type UseBackupCodes = UseFlow<BackupCodesFlow>

/**
 * Creates the backup codes of the active account, and shows them once. Requests nothing by itself.
 *
 * @example
 * ```tsx
 * import { useBackupCodes } from '@wachter/react/account'
 *
 * function BackupCodes() {
 *   const { step } = useBackupCodes()
 *   return step.kind === 'manage' && <button onClick={() => step.generate()}>Create backup codes</button>
 * }
 * ```
 */
export const useBackupCodes = /* @__PURE__ */ hookOf(createBackupCodes)

/** The e-mail addresses of the active account, and the functions to manage them. */
export type UseEmailAddresses = UseFlow<EmailAddressesFlow>

/**
 * Adds, verifies and removes the e-mail addresses of the active account. Sends nothing by itself.
 *
 * @example
 * ```tsx
 * import { useEmailAddresses } from '@wachter/react/account'
 *
 * function EmailAddresses() {
 *   const { step } = useEmailAddresses()
 *   return step.kind === 'manage' && <button onClick={() => step.add({ email: 'ada@work.example' })}>Add an address</button>
 * }
 * ```
 */
export const useEmailAddresses = /* @__PURE__ */ hookOf(createEmailAddresses)

/** The passkeys of the active account, and the functions to manage them. */
export type UsePasskeys = UseFlow<PasskeysFlow>

/**
 * Lists, creates, renames and removes the passkeys of the active account. Loads the list; prompts nothing by itself.
 *
 * @example
 * ```tsx
 * import { usePasskeys } from '@wachter/react/account'
 *
 * function Passkeys() {
 *   const { step } = usePasskeys()
 *   return step.kind === 'manage' && <button onClick={() => step.register({ name: 'Laptop' })}>Add a passkey</button>
 * }
 * ```
 */
export const usePasskeys = /* @__PURE__ */ hookOf(createPasskeys)

/** Whether the active account has a password, and the functions to change it. */
export type UsePassword = UseFlow<PasswordFlow>

/**
 * Sets, changes and removes the password of the active account. Requests nothing by itself.
 *
 * @example
 * ```tsx
 * import { usePassword } from '@wachter/react/account'
 *
 * function FirstPassword() {
 *   const { step } = usePassword()
 *   return step.kind === 'none' && <button onClick={() => step.set({ newPassword: 'correct horse battery staple' })}>Set a password</button>
 * }
 * ```
 */
export const usePassword = /* @__PURE__ */ hookOf(createPassword)

/** The phone numbers of the active account, and the functions to manage them. */
export type UsePhoneNumbers = UseFlow<PhoneNumbersFlow>

/**
 * Adds, verifies and removes the phone numbers of the active account. Sends nothing by itself.
 *
 * @example
 * ```tsx
 * import { usePhoneNumbers } from '@wachter/react/account'
 *
 * function PhoneNumbers() {
 *   const { step } = usePhoneNumbers()
 *   return step.kind === 'manage' && <button onClick={() => step.add({ phoneNumber: '5550100', phoneCountryCode: '+1' })}>Add a number</button>
 * }
 * ```
 */
export const usePhoneNumbers = /* @__PURE__ */ hookOf(createPhoneNumbers)

/** The profile of the active account, and the functions to change it. */
export type UseProfile = UseFlow<ProfileFlow>

/**
 * Edits the profile of the active account: names, picture and second-factor policy. Requests nothing by itself.
 *
 * @example
 * ```tsx
 * import { useProfile } from '@wachter/react/account'
 *
 * function Profile() {
 *   const { step } = useProfile()
 *   return step.kind === 'edit' && <button onClick={() => step.update({ firstName: 'Ada' })}>Call me Ada</button>
 * }
 * ```
 */
export const useProfile = /* @__PURE__ */ hookOf(createProfile)

/** The connections of the active account with providers, and the functions to change them. */
export type UseSocialConnections = UseFlow<SocialConnectionsFlow>

/**
 * Connects the active account with accounts at providers. Leaves the page only when `connect` is called.
 *
 * @example
 * ```tsx
 * import { useSocialConnections } from '@wachter/react/account'
 *
 * function SocialConnections() {
 *   const { step } = useSocialConnections()
 *   return step.kind === 'manage' && <button onClick={() => step.connect('github_oauth')}>Connect GitHub</button>
 * }
 * ```
 */
export const useSocialConnections = /* @__PURE__ */ hookOf(createSocialConnections)
