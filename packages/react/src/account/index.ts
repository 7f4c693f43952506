import { createPasskeys, type PasskeysFlow } from '@wachter/core/account'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'

/** The passkeys of the active account, and what can be done with them. */
export type UsePasskeys = UseFlow<PasskeysFlow>

/** Lists, makes, renames and removes the passkeys of the active account. Nothing is asked by itself. */
export const usePasskeys = /* @__PURE__ */ hookOf(createPasskeys)
