import type { Client } from '@wachter/core'
import { getContext, onMount, setContext } from 'svelte'

const clientKey = Symbol('wachter client')

/**
 * Provides a client to this component and all below it, and runs it while this component is mounted in a browser. Call it
 * while the component is set up.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { createClient } from '@wachter/core'
 * import { setWachterContext } from '@wachter/svelte'
 *
 * let { children } = $props()
 * setWachterContext(createClient({ publishableKey: 'pk_test_…' }))
 * </script>
 *
 * {@render children()}
 * ```
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
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useClient } from '@wachter/svelte'
 * import { onDestroy } from 'svelte'
 *
 * onDestroy(useClient().on('session-expiring', () => alert('Your session ends soon.')))
 * </script>
 * ```
 *
 * @throws {Error} if none did, and outside of the set-up of a component, where Svelte has no context
 */
export function useClient(): Client {
  const client = getContext<Client | undefined>(clientKey)
  if (!client) {
    throw new Error('No Wachter client here: call setWachterContext(createClient(…)) in a component around this one')
  }
  return client
}
