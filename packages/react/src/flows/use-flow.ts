import type { FlowState } from '@wachter/core/flows'
import { useMemo } from 'react'
import { useAtom } from '../use-atom.js'

type State = FlowState<{ readonly kind: string }>

/** What has a state and functions, as everything `@wachter/core/flows` creates. */
export interface Flow {
  readonly $state: {
    readonly init: State | undefined
    get(): State
    listen(listener: (state: State, before: State | undefined) => void): () => void
  }
}

/** The state of a flow and its functions. */
export type UseFlow<F extends Flow> = ReturnType<F['$state']['get']> & Omit<F, '$state'>

/**
 * The state of a flow and its functions, which never change. The object stays the same while the state does.
 *
 * @param flow from `createSignIn(client)`, for example; components that are given the same one share it
 */
export function useFlow<F extends Flow>(flow: F): UseFlow<F> {
  const state = useAtom(flow.$state)
  return useMemo(() => {
    const { $state, ...functions } = flow
    return { ...(state as ReturnType<F['$state']['get']>), ...functions }
  }, [flow, state])
}
