import {
  type ActiveTenancyFlow,
  type ActiveTenancyReadyStep,
  type ActiveTenancyStep,
  createActiveTenancy,
} from '@wachter/core/tenancy'
import type { ReactNode } from 'react'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'

/** Whether an organization or workspace must be chosen first, and why. */
export type UseActiveTenancy = UseFlow<ActiveTenancyFlow>

/**
 * Says whether an organization must be chosen first, and a workspace where the deployment has workspaces, and why.
 *
 * @example
 * ```tsx
 * import { useActiveTenancy } from '@wachter/react/tenancy'
 *
 * function Place() {
 *   const { step } = useActiveTenancy()
 *   return step.kind === 'ready' ? <p>{step.organization.name}</p> : <p>Choose where to work</p>
 * }
 * ```
 */
export const useActiveTenancy = /* @__PURE__ */ hookOf(createActiveTenancy)

export interface RequireActiveTenancyProps {
  /** What is shown instead, while something must be chosen first. A function gets the step, which says what and why. */
  fallback?: ReactNode | ((step: Exclude<ActiveTenancyStep, ActiveTenancyReadyStep>) => ReactNode)
  /** A function gets the step, with the organization and the workspace. */
  children?: ReactNode | ((step: ActiveTenancyReadyStep) => ReactNode)
}

/**
 * Shows its children while an organization is active, and a workspace where the deployment has workspaces. They stay mounted
 * during a switch.
 *
 * @example
 * ```tsx
 * import { RequireActiveTenancy } from '@wachter/react/tenancy'
 *
 * export const Desk = () => (
 *   <RequireActiveTenancy fallback={({ kind }) => (kind === 'loading' ? null : <a href="/choose">Choose where to work</a>)}>
 *     {({ organization }) => <h1>{organization.name}</h1>}
 *   </RequireActiveTenancy>
 * )
 * ```
 */
export function RequireActiveTenancy({ fallback, children }: RequireActiveTenancyProps): ReactNode {
  const { step } = useActiveTenancy()
  if (step.kind === 'ready') return typeof children === 'function' ? children(step) : children
  return typeof fallback === 'function' ? fallback(step) : fallback
}
