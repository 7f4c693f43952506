import type { Client } from '@wachter/core'

/**
 * Makes a flow whose first state is that of the client's beginning, which is what a server has rendered: the client may
 * have moved on by the time its page is hydrated.
 */
export function asBegun<F>(client: Client, create: (client: Client) => F): F {
  let read: Client['$state']['get'] = () => client.initialState
  const $state: Client['$state'] = Object.create(client.$state, { get: { value: () => read() } })
  const flow = create({ ...client, $state })
  read = client.$state.get
  return flow
}
