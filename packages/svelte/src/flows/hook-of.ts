import type { Client } from '@wachter/core'
import { useClient } from '../context.js'
import { type Flow, type UseFlow, useFlow } from './use-flow.js'

/** Makes a hook that creates a flow for the component that calls it. */
export const hookOf =
  <F extends Flow, O extends object>(create: (client: Client, options?: O) => F) =>
  (options?: O): UseFlow<F> =>
    useFlow(create(useClient(), options))
