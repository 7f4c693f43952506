import type { FlowState } from '@wachter/core/flows'
import type { Readable } from 'svelte/store'
import { readingOf } from '../reading.svelte.js'

type State = FlowState<{ readonly kind: string }>

/** What has a state and functions, as everything `@wachter/core/flows` creates. */
export interface Flow {
  readonly $state: {
    readonly init: State | undefined
    get(): State
    listen(listener: (state: State, before: State | undefined) => void): () => void
    subscribe(listener: (state: State, before?: State) => void): () => void
  }
}

/** The state of a flow at one moment, and its functions. */
export type FlowSnapshot<F extends Flow> = ReturnType<F['$state']['get']> & Omit<F, '$state'>

/** The state of a flow and its functions, in runes and as a store of snapshots. */
export type UseFlow<F extends Flow> = FlowSnapshot<F> & Readable<FlowSnapshot<F>>

/**
 * The state of a flow and its functions. Its properties are reactive wherever runes are: `signIn.step`; as a store it is
 * `$signIn.step`. The functions never change and may be taken out of it; `const step = $derived(signIn.step)` follows.
 *
 * @param flow from `createSignIn(client)`, for example; components that are given the same one share it
 */
export function useFlow<F extends Flow>(flow: F): UseFlow<F> {
  const { $state, ...functions } = flow
  const state = readingOf($state)
  const reactive = {
    get step() {
      return state.current.step
    },
    get pending() {
      return state.current.pending
    },
    get error() {
      return state.current.error
    },
    ...functions,
    subscribe: (run: (now: unknown) => void) => state.subscribe((now) => run({ ...now, ...functions })),
  }
  return reactive as UseFlow<F>
}
