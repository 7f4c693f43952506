import {
  type ActiveTenancyFlow,
  type ActiveTenancyReadyStep,
  type ActiveTenancyStep,
  createActiveTenancy,
} from '@wachter/core/tenancy'
import { defineComponent, type SlotsType, type VNode } from 'vue'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'

/** Whether an organization or workspace must be chosen first, and why. */
export type UseActiveTenancy = UseFlow<ActiveTenancyFlow>

/**
 * Says whether an organization must be chosen first, and a workspace where the deployment has workspaces, and why.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useActiveTenancy } from '@wachter/vue/tenancy'
 *
 * const { step } = useActiveTenancy()
 * </script>
 *
 * <template>{{ step.kind === 'ready' ? step.organization.name : 'Choose where to work' }}</template>
 * ```
 */
export const useActiveTenancy = /* @__PURE__ */ hookOf(createActiveTenancy)

/**
 * Shows its slot while an organization is active, and a workspace where the deployment has workspaces, with both as slot
 * props. It stays mounted during a switch. Otherwise it shows the slot `fallback`, with the step, which says what must be
 * chosen and why.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { RequireActiveTenancy } from '@wachter/vue/tenancy'
 * </script>
 *
 * <template>
 *   <RequireActiveTenancy>
 *     <template #default="{ organization }"><h1>{{ organization.name }}</h1></template>
 *     <template #fallback="{ step }"><a v-if="step.kind !== 'loading'" href="/choose">Choose where to work</a></template>
 *   </RequireActiveTenancy>
 * </template>
 * ```
 */
export const RequireActiveTenancy = defineComponent({
  name: 'RequireActiveTenancy',
  slots: Object as SlotsType<{
    default?: (given: Pick<ActiveTenancyReadyStep, 'organization' | 'workspace'>) => VNode[]
    fallback?: (given: { step: Exclude<ActiveTenancyStep, ActiveTenancyReadyStep> }) => VNode[]
  }>,
  setup(_props, { slots }) {
    const { step } = useActiveTenancy()
    return () => {
      if (step.value.kind !== 'ready') return slots.fallback?.({ step: step.value })
      const { organization, workspace } = step.value
      return slots.default?.({ organization, workspace })
    }
  },
})
