import { type Has, hasOf, isShown, type ShowCondition } from '@wachter/core'
import { defineComponent, type PropType, type Ref, type SlotsType, type VNode } from 'vue'
import { useClient } from './plugin.js'
import { useAtom } from './use-atom.js'

/**
 * What the active account may do, by its roles in the active organization and workspace: `client.has`, as a ref. It has another
 * function when the answers may have changed, and only then.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useHas } from '@wachter/vue'
 *
 * const has = useHas()
 * </script>
 *
 * <template><button :disabled="!has({ permission: 'invoices:write' })">New invoice</button></template>
 * ```
 */
export function useHas(): Readonly<Ref<Has>> {
  return useAtom(hasOf(useClient()))
}

/**
 * Shows its slot to those whose roles, in the active organization and workspace, allow something, and its slot `fallback` to
 * others. `when` is what they must be allowed, or a function of `has`, which is called while an account is active only. While it
 * is not known, it shows nothing. It hides, it does not protect: the server checks each request.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { Show } from '@wachter/vue'
 * </script>
 *
 * <template>
 *   <Show :when="{ permission: 'invoices:read' }">
 *     Your invoices
 *     <template #fallback>Ask an administrator for access.</template>
 *   </Show>
 * </template>
 * ```
 * @example What a demand cannot say
 * ```vue
 * <script setup lang="ts">
 * import { Show } from '@wachter/vue'
 * </script>
 *
 * <template><Show :when="(has) => !has({ permission: 'invoices:write' })">You may only read.</Show></template>
 * ```
 */
export const Show = defineComponent({
  name: 'Show',
  props: { when: { type: [Object, Function] as PropType<ShowCondition>, required: true } },
  slots: Object as SlotsType<{ default?: () => VNode[]; fallback?: () => VNode[] }>,
  setup(props, { slots }) {
    const has = useAtom(hasOf(useClient()))
    return () => {
      const shown = isShown(has.value, props.when)
      if (shown === undefined) return null
      return shown ? slots.default?.() : slots.fallback?.()
    }
  },
})

/**
 * {@link Show}, under the name that people know from Clerk.
 *
 * @alias
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { Protect } from '@wachter/vue'
 * </script>
 *
 * <template><Protect :when="{ role: 'Admin' }">Settings</Protect></template>
 * ```
 */
export const Protect = Show
