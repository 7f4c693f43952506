import { useRouter } from '@tanstack/react-router'
import type { ClientOptions, InitialState } from '@wachter/core'
import { type ReactNode, useCallback, useEffect } from 'react'
import { WachterProvider as ClientProvider } from '../provider.js'
import { useServerRendered } from '../use-server-rendered.js'
import type { ClientContext } from './guard.js'

export interface WachterProviderProps {
  publishableKey: string
  /** What the loader of the root route returned: `getInitialState()` of `@wachter/react/tanstack-start/server`. */
  initialState: InitialState
  /** The `tokenPath` of the middleware, for a deployment whose session does not reach the server. */
  tokenPath?: string | undefined
  /** Other options of the client. The first render's count. */
  options?: Partial<Omit<ClientOptions, 'publishableKey' | 'baseUrl' | 'mode' | 'initialState'>>
  children?: ReactNode
}

/**
 * Creates the client and provides it to the root route and all below. What loaders returned is loaded again when the account,
 * the organization or the workspace changes, and when a session ends; what was cached or preloaded for the previous ones is
 * dropped.
 *
 * @example
 * ```tsx
 * import type { InitialState } from '@wachter/core'
 * import { WachterProvider } from '@wachter/react/tanstack-start'
 * import type { ReactNode } from 'react'
 *
 * const Root = ({ initialState, children }: { initialState: InitialState; children: ReactNode }) => (
 *   <WachterProvider publishableKey="pk_test_…" initialState={initialState}>
 *     {children}
 *   </WachterProvider>
 * )
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` when the key is malformed
 */
export function WachterProvider({
  publishableKey,
  initialState,
  tokenPath,
  options,
  children,
}: WachterProviderProps): ReactNode {
  const router = useRouter()
  const refresh = useCallback(() => {
    router.clearCache()
    void router.invalidate()
  }, [router])
  const client = useServerRendered({ publishableKey, initialState, tokenPath, options, refresh })
  useEffect(() => {
    const added: ClientContext = { wachterClient: client }
    router.options.context = { ...router.options.context, ...added }
  }, [client, router])
  return <ClientProvider client={client}>{children}</ClientProvider>
}
