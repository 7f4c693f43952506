import type { FlowState } from '@wachter/core/flows'
import type { Readable } from 'svelte/store'
import { readingOf } from '../reading.svelte.js'

type State = FlowState<{ readonly kind: string }>

/** A state with functions, like every flow of `@wachter/core/flows`. */
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
 * The state of a flow and its functions. Its properties are reactive in runes, `signIn.step`; as a store it is `$signIn.step`.
 * The functions never change and may be destructured; `const step = $derived(signIn.step)` updates.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import type { SignInFlow } from '@wachter/core/flows'
 * import { useFlow } from '@wachter/svelte/flows'
 *
 * let { signIn }: { signIn: SignInFlow } = $props()
 * const flow = $derived(useFlow(signIn))
 * </script>
 *
 * {flow.step.kind}
 * ```
 *
 * @param flow for example from `createSignIn(client)`; components with the same flow share it
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
