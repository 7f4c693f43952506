import type { Client } from '@wachter/core'
import type { Flow } from './use-flow.js'

/**
 * Makes a flow whose first state is that of the client's beginning, which is what a server has rendered: the client may
 * have moved on by the time its page is hydrated.
 */
export function asBegun<F extends Flow>(client: Client, create: (client: Client) => F): F {
  const flow = create(client)
  if (client.$state.get() === client.initialState) return flow
  const $initialState: Client['$state'] = Object.create(client.$state, { get: { value: () => client.initialState } })
  // A flow asks nothing of anybody by being made, so this one goes as it came.
  const begun = create({ ...client, $state: $initialState }).$state.get()
  if (begun.step.kind === flow.$state.get().step.kind) return flow
  return { ...flow, $state: Object.create(flow.$state, { init: { value: begun } }) }
}
