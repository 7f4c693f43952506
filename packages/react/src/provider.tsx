import type { Client } from '@wachter/core'
import { createContext, type ReactNode, useContext, useEffect } from 'react'

const ClientContext = createContext<Client | undefined>(undefined)

export interface WachterProviderProps {
  /** From `createClient`. Create it once, outside of components. */
  client: Client
  children?: ReactNode
}

/**
 * Provides a client to all components below it, and runs the client while mounted in a browser.
 *
 * @example
 * ```tsx
 * import { createClient } from '@wachter/core'
 * import { WachterProvider } from '@wachter/react'
 *
 * const client = createClient({ publishableKey: 'pk_test_…' })
 *
 * export const App = () => <WachterProvider client={client}>…</WachterProvider>
 * ```
 */
export function WachterProvider({ client, children }: WachterProviderProps): ReactNode {
  useEffect(() => client.start(), [client])
  return <ClientContext.Provider value={client}>{children}</ClientContext.Provider>
}

/**
 * The client of the nearest provider.
 *
 * @example
 * ```tsx
 * import { useClient } from '@wachter/react'
 * import { useEffect } from 'react'
 *
 * function Warning() {
 *   const client = useClient()
 *   useEffect(() => client.on('session-expiring', () => alert('Your session ends soon.')), [client])
 *   return null
 * }
 * ```
 *
 * @throws {Error} outside of a {@link WachterProvider}
 */
export function useClient(): Client {
  const client = useContext(ClientContext)
  if (!client) {
    throw new Error('No Wachter client here: render this component inside <WachterProvider client={createClient(…)}>')
  }
  return client
}
