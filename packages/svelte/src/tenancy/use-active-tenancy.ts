import { type ActiveTenancyFlow, createActiveTenancy } from '@wachter/core/tenancy'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'

/** Whether an organization or workspace must be chosen first, and why. */
export type UseActiveTenancy = UseFlow<ActiveTenancyFlow>

/**
 * Says whether an organization must be chosen first, and a workspace where the deployment has workspaces, and why.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useActiveTenancy } from '@wachter/svelte/tenancy'
 *
 * const tenancy = useActiveTenancy()
 * const step = $derived(tenancy.step)
 * </script>
 *
 * {step.kind === 'ready' ? step.organization.name : 'Choose where to work'}
 * ```
 */
export const useActiveTenancy = /* @__PURE__ */ hookOf(createActiveTenancy)
