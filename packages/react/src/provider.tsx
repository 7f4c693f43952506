import type { Client } from '@wachter/core'
import { createContext, type ReactNode, useContext, useEffect } from 'react'

const ClientContext = createContext<Client | undefined>(undefined)

export interface WachterProviderProps {
  /** From `createClient`. Create it once, outside of components. */
  client: Client
  children?: ReactNode
}

/** Gives a client to everything below it, and runs it while mounted in a browser. */
export function WachterProvider({ client, children }: WachterProviderProps): ReactNode {
  useEffect(() => client.start(), [client])
  return <ClientContext.Provider value={client}>{children}</ClientContext.Provider>
}

/**
 * The client of the nearest provider.
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
