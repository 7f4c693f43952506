import { type Client, type ClientOptions, createClient, type InitialState, keepServerCurrent } from '@wachter/core'
import { useEffect, useState } from 'react'

interface ServerRendered {
  readonly publishableKey: string
  readonly initialState: InitialState | undefined
  readonly tokenPath: string | undefined
  readonly options: Partial<Omit<ClientOptions, 'publishableKey' | 'baseUrl' | 'mode' | 'initialState'>> | undefined
  /** Renders again what the server has rendered. The same function as long as the router is the same. */
  readonly refresh: () => void
}

/** The client of a page that a server rendered. The first render's options count. */
export function useServerRendered({
  publishableKey,
  initialState,
  tokenPath,
  options,
  refresh,
}: ServerRendered): Client {
  const [client] = useState(() => createClient({ ...options, publishableKey, initialState: initialState ?? {} }))
  useEffect(() => keepServerCurrent(client, { refresh, tokenPath }), [client, refresh, tokenPath])
  return client
}
