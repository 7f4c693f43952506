import type { Client } from '@wachter/core'
import { type Flow, type UseFlow, useFlow } from './use-flow.js'
import { useOwn } from './use-own.js'

const noOptions = {}

/** Makes a hook that creates a flow for the component that calls it. */
export const hookOf =
  <F extends Flow, O extends object>(create: (client: Client, options?: O) => F) =>
  (options?: O): UseFlow<F> =>
    useFlow(useOwn(create, options ?? (noOptions as O)))
