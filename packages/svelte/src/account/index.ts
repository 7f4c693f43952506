import { createPasskeys, type PasskeysFlow } from '@wachter/core/account'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'

/** The passkeys of the active account, and the functions to manage them. */
export type UsePasskeys = UseFlow<PasskeysFlow>

/**
 * Lists, creates, renames and removes the passkeys of the active account. Prompts and requests nothing by itself.
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
