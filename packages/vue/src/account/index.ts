import { createPasskeys, type PasskeysFlow } from '@wachter/core/account'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'

/** The passkeys of the active account, and the functions to manage them. */
export type UsePasskeys = UseFlow<PasskeysFlow>

/**
 * Lists, creates, renames and removes the passkeys of the active account. Prompts and requests nothing by itself.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { usePasskeys } from '@wachter/vue/account'
 *
 * const { step } = usePasskeys()
 * </script>
 *
 * <template>
 *   <button v-if="step.kind === 'manage'" v-on:click="step.register({ name: 'Laptop' })">Add a passkey</button>
 * </template>
 * ```
 */
export const usePasskeys = /* @__PURE__ */ hookOf(createPasskeys)
