import { createPasskeys, type PasskeysFlow } from '@wachter/core/account'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'

/** The passkeys of the active account, and the functions to manage them. */
export type UsePasskeys = UseFlow<PasskeysFlow>

/**
 * Lists, creates, renames and removes the passkeys of the active account. Prompts and requests nothing by itself.
 *
 * @example
 * ```tsx
 * import { usePasskeys } from '@wachter/react/account'
 *
 * function Passkeys() {
 *   const { step } = usePasskeys()
 *   const add = () => step.kind === 'manage' && step.register({ name: 'Laptop' })
 *   return <button onClick={add}>Add a passkey</button>
 * }
 * ```
 */
export const usePasskeys = /* @__PURE__ */ hookOf(createPasskeys)
