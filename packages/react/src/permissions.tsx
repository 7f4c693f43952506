import { type Has, hasOf, isShown, type ShowCondition } from '@wachter/core'
import type { ReactNode } from 'react'
import { useClient } from './provider.js'
import { useAtom } from './use-atom.js'

/**
 * What the active account may do, by its roles in the active organization and workspace: `client.has`, for a component. It
 * renders again, with another function, when the answers may have changed, and only then.
 *
 * @example
 * ```tsx
 * import { useHas } from '@wachter/react'
 *
 * function Toolbar() {
 *   const has = useHas()
 *   return <button disabled={!has({ permission: 'invoices:write' })}>New invoice</button>
 * }
 * ```
 */
export function useHas(): Has {
  return useAtom(hasOf(useClient()))
}

export interface ShowProps {
  /** What the active account must be allowed, or a function of `has`, which is called while an account is active only. */
  when: ShowCondition
  /** Shown to all others, once it is known that they are. */
  fallback?: ReactNode
  children?: ReactNode
}

/**
 * Shows its children to those whose roles, in the active organization and workspace, allow something, and its fallback to others.
 * While that is not known, it shows nothing. It hides, it does not protect: the server checks each request.
 *
 * @example
 * ```tsx
 * import { Show } from '@wachter/react'
 *
 * export const Invoices = () => (
 *   <Show when={{ permission: 'invoices:read' }} fallback={<p>Ask an administrator for access.</p>}>
 *     <p>Your invoices</p>
 *   </Show>
 * )
 * ```
 * @example What a demand cannot say
 * ```tsx
 * import { Show } from '@wachter/react'
 *
 * export const Notice = () => <Show when={(has) => !has({ permission: 'invoices:write' })}>You may only read.</Show>
 * ```
 */
export function Show({ when, fallback, children }: ShowProps): ReactNode {
  const shown = isShown(useAtom(hasOf(useClient())), when)
  if (shown === undefined) return null
  return shown ? children : fallback
}

/**
 * {@link Show}, under the name that people know from Clerk.
 *
 * @alias
 *
 * @example
 * ```tsx
 * import { Protect } from '@wachter/react'
 *
 * export const Settings = () => <Protect when={{ role: 'Admin' }}>Settings</Protect>
 * ```
 */
export const Protect = Show
