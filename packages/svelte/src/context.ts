import type { Client } from '@wachter/core'
import { getContext, onMount, setContext } from 'svelte'

const clientKey = Symbol('wachter client')

/**
 * Gives a client to this component and everything below it, and runs it while this component is mounted in a browser.
 * Call it while the component is set up.
 *
 * @param client from `createClient`; on a server, one per request
 */
export function setWachterContext(client: Client): void {
  setContext(clientKey, client)
  onMount(() => client.start())
}

/**
 * The client of the nearest component that called {@link setWachterContext}.
 *
 * @throws {Error} where none did, and where Svelte has no context: call it while a component is set up
 */
export function useClient(): Client {
  const client = getContext<Client | undefined>(clientKey)
  if (!client) {
    throw new Error('No Wachter client here: call setWachterContext(createClient(…)) in a component around this one')
  }
  return client
}
