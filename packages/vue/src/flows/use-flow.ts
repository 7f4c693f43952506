import type { FlowState } from '@wachter/core/flows'
import { computed, type Ref } from 'vue'
import { useAtom } from '../use-atom.js'

type State = FlowState<{ readonly kind: string }>

/** A state with functions, like every flow of `@wachter/core/flows`. */
export interface Flow {
  readonly $state: {
    readonly init: State | undefined
    get(): State
    subscribe(listener: (state: State, before?: State) => void): () => void
  }
}

type StateOf<F extends Flow> = ReturnType<F['$state']['get']>

/** The state of a flow as refs, and its functions. */
export type UseFlow<F extends Flow> = {
  readonly [Name in keyof StateOf<F>]: Readonly<Ref<StateOf<F>[Name]>>
} & Omit<F, '$state'>

/**
 * The state of a flow as refs, and its functions, which never change.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import type { SignInFlow } from '@wachter/core/flows'
 * import { useFlow } from '@wachter/vue/flows'
 *
 * const props = defineProps<{ signIn: SignInFlow }>()
 * const { step } = useFlow(props.signIn)
 * </script>
 *
 * <template>{{ step.kind }}</template>
 * ```
 *
 * @param flow for example from `createSignIn(client)`; components with the same flow share it
 */
export function useFlow<F extends Flow>(flow: F): UseFlow<F> {
  const { $state, ...functions } = flow
  const state = useAtom($state)
  const refs = {
    step: computed(() => state.value.step),
    pending: computed(() => state.value.pending),
    error: computed(() => state.value.error),
  }
  return { ...refs, ...functions } as UseFlow<F>
}
