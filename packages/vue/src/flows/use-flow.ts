import type { FlowState } from '@wachter/core/flows'
import { computed, type Ref } from 'vue'
import { useAtom } from '../use-atom.js'

type State = FlowState<{ readonly kind: string }>

/** What has a state and functions, as everything `@wachter/core/flows` creates. */
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
 * @param flow from `createSignIn(client)`, for example; components that are given the same one share it
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
