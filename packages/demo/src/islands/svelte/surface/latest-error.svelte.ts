import type { FlowError } from '@wachter/core/flows'

/** What is known of a flow's actions. */
interface Acting {
  readonly pending: string | undefined
  readonly error: FlowError | undefined
}

/** The error of whichever flow came to nothing last; undefined once another action begins. */
export function latestErrorOf(...flows: readonly (() => Acting)[]): { readonly current: FlowError | undefined } {
  let latest = $state.raw<FlowError>()
  for (const flow of flows) {
    $effect(() => {
      const { pending, error } = flow()
      if (pending || error) latest = error
    })
  }
  return {
    get current() {
      return latest
    },
  }
}
