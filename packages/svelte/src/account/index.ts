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
 * ```svelte
 * <script lang="ts">
 * import { useAccountDeletion } from '@wachter/svelte/account'
 *
 * const deletion = useAccountDeletion()
 * const step = $derived(deletion.step)
 * </script>
 *
 * {#if step.kind === 'confirm'}<button onclick={() => step.delete()}>Delete my account</button>{/if}
 * ```
 */
export const useAccountDeletion = /* @__PURE__ */ hookOf(createAccountDeletion)

/** The sign-ins of the active account on all devices, and the functions to end them. */
export type UseAccountSignIns = UseFlow<AccountSignInsFlow>

/**
 * The sign-ins of the active account in this browser and on other devices. Loads the list.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useAccountSignIns } from '@wachter/svelte/account'
 *
 * const signIns = useAccountSignIns()
 * const step = $derived(signIns.step)
 * </script>
 *
 * {#if step.kind === 'manage'}<button onclick={() => step.revokeOthers()}>Sign out everywhere else</button>{/if}
 * ```
 */
export const useAccountSignIns = /* @__PURE__ */ hookOf(createAccountSignIns)

/** The authenticator app of the active account, and the functions to link and remove it. */
export type UseAuthenticator = UseFlow<AuthenticatorFlow>

/**
 * Links an authenticator app with the active account as a second factor, or removes it. Requests nothing by itself.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useAuthenticator } from '@wachter/svelte/account'
 *
 * const authenticator = useAuthenticator()
 * const step = $derived(authenticator.step)
 * </script>
 *
 * {#if step.kind === 'manage'}<button onclick={() => step.begin()}>Link an app</button>{/if}
 * ```
 */
export const useAuthenticator = /* @__PURE__ */ hookOf(createAuthenticator)

/** The backup codes of the active account, which are shown once. */
export type UseBackupCodes = UseFlow<BackupCodesFlow>

/**
 * Creates the backup codes of the active account, and shows them once. Requests nothing by itself.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useBackupCodes } from '@wachter/svelte/account'
 *
 * const codes = useBackupCodes()
 * const step = $derived(codes.step)
 * </script>
 *
 * {#if step.kind === 'manage'}<button onclick={() => step.generate()}>Create backup codes</button>{/if}
 * ```
 */
export const useBackupCodes = /* @__PURE__ */ hookOf(createBackupCodes)

/** The e-mail addresses of the active account, and the functions to manage them. */
export type UseEmailAddresses = UseFlow<EmailAddressesFlow>

/**
 * Adds, verifies and removes the e-mail addresses of the active account. Sends nothing by itself.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useEmailAddresses } from '@wachter/svelte/account'
 *
 * const addresses = useEmailAddresses()
 * const step = $derived(addresses.step)
 * </script>
 *
 * {#if step.kind === 'manage'}<button onclick={() => step.add({ email: 'ada@work.example' })}>Add an address</button>{/if}
 * ```
 */
export const useEmailAddresses = /* @__PURE__ */ hookOf(createEmailAddresses)

/** The passkeys of the active account, and the functions to manage them. */
export type UsePasskeys = UseFlow<PasskeysFlow>

/**
 * Lists, creates, renames and removes the passkeys of the active account. Loads the list; prompts nothing by itself.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { usePasskeys } from '@wachter/svelte/account'
 *
 * const passkeys = usePasskeys()
 * const step = $derived(passkeys.step)
 * </script>
 *
 * {#if step.kind === 'manage'}<button onclick={() => step.register({ name: 'Laptop' })}>Add a passkey</button>{/if}
 * ```
 */
export const usePasskeys = /* @__PURE__ */ hookOf(createPasskeys)

/** Whether the active account has a password, and the functions to change it. */
export type UsePassword = UseFlow<PasswordFlow>

/**
 * Sets, changes and removes the password of the active account. Requests nothing by itself.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { usePassword } from '@wachter/svelte/account'
 *
 * const password = usePassword()
 * const step = $derived(password.step)
 * </script>
 *
 * {#if step.kind === 'none'}<button onclick={() => step.set({ newPassword: 'correct horse battery staple' })}>Set a password</button>{/if}
 * ```
 */
export const usePassword = /* @__PURE__ */ hookOf(createPassword)

/** The phone numbers of the active account, and the functions to manage them. */
export type UsePhoneNumbers = UseFlow<PhoneNumbersFlow>

/**
 * Adds, verifies and removes the phone numbers of the active account. Sends nothing by itself.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { usePhoneNumbers } from '@wachter/svelte/account'
 *
 * const numbers = usePhoneNumbers()
 * const step = $derived(numbers.step)
 * </script>
 *
 * {#if step.kind === 'manage'}<button onclick={() => step.add({ phoneNumber: '5550100', phoneCountryCode: '+1' })}>Add a number</button>{/if}
 * ```
 */
export const usePhoneNumbers = /* @__PURE__ */ hookOf(createPhoneNumbers)

/** The profile of the active account, and the functions to change it. */
export type UseProfile = UseFlow<ProfileFlow>

/**
 * Edits the profile of the active account: names, picture and second-factor policy. Requests nothing by itself.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useProfile } from '@wachter/svelte/account'
 *
 * const profile = useProfile()
 * const step = $derived(profile.step)
 * </script>
 *
 * {#if step.kind === 'edit'}<button onclick={() => step.update({ firstName: 'Ada' })}>Call me Ada</button>{/if}
 * ```
 */
export const useProfile = /* @__PURE__ */ hookOf(createProfile)

/** The connections of the active account with providers, and the functions to change them. */
export type UseSocialConnections = UseFlow<SocialConnectionsFlow>

/**
 * Connects the active account with accounts at providers. Leaves the page only when `connect` is called.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useSocialConnections } from '@wachter/svelte/account'
 *
 * const connections = useSocialConnections()
 * const step = $derived(connections.step)
 * </script>
 *
 * {#if step.kind === 'manage'}<button onclick={() => step.connect('github_oauth')}>Connect GitHub</button>{/if}
 * ```
 */
export const useSocialConnections = /* @__PURE__ */ hookOf(createSocialConnections)
