import type { Client } from '@wachter/core'

/**
 * Makes a flow whose first state is that of the client's beginning, which is what a server has rendered: the client may
 * have moved on by the time its page is hydrated.
 */
export function asBegun<F>(client: Client, create: (client: Client) => F): F {
  const { $state } = client
  const { get } = $state
  // Not another client that looks like this one: what flows share, they share by the client they are of.
  $state.get = () => client.initialState
  try {
    return create(client)
  } finally {
    $state.get = get
  }
}
