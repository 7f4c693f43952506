import type { FlowState } from '@wachter/core/flows'
import { useMemo } from 'react'
import { useAtom } from '../use-atom.js'

type State = FlowState<{ readonly kind: string }>

/** A state with functions, like every flow of `@wachter/core/flows`. */
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
 * @example
 * ```tsx
 * import type { SignInFlow } from '@wachter/core/flows'
 * import { useFlow } from '@wachter/react/flows'
 *
 * function Progress({ signIn }: { signIn: SignInFlow }) {
 *   return <p>{useFlow(signIn).step.kind}</p>
 * }
 * ```
 *
 * @param flow for example from `createSignIn(client)`; components with the same flow share it
 */
export function useFlow<F extends Flow>(flow: F): UseFlow<F> {
  const state = useAtom(flow.$state)
  return useMemo(() => {
    const { $state, ...functions } = flow
    return { ...(state as ReturnType<F['$state']['get']>), ...functions }
  }, [flow, state])
}
