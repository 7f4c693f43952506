import type { ClientOptions, InitialState } from '@wachter/core'
import { type ReactNode, useCallback } from 'react'
import { useRevalidator } from 'react-router'
import { WachterProvider as ClientProvider } from '../provider.js'
import { useServerRendered } from '../use-server-rendered.js'

export interface WachterProviderProps {
  publishableKey: string
  /** From `getInitialState(context)` of `@wachter/react/react-router/server`, by the loader of the root route. */
  initialState?: InitialState | undefined
  /** The `tokenPath` of the middleware, for a deployment whose session does not reach the server. */
  tokenPath?: string | undefined
  /** Other options of the client. They must be plain data, and the first render's count. */
  options?: Pick<ClientOptions, 'firstToken' | 'revalidateIntervalMs' | 'timeoutMs' | 'uiOverwrites'>
  children?: ReactNode
}

/**
 * Creates the client and provides it to all components below. The loaders run again when the account, the organization or the
 * workspace changes, and when a session ends.
 *
 * @example
 * ```tsx
 * import type { InitialState } from '@wachter/core'
 * import { WachterProvider } from '@wachter/react/react-router'
 *
 * const App = ({ loaderData }: { loaderData: { initialState: InitialState } }) => (
 *   <WachterProvider publishableKey="pk_test_…" initialState={loaderData.initialState}>…</WachterProvider>
 * )
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` when the key is malformed
 */
export function WachterProvider({
  initialState,
  publishableKey,
  tokenPath,
  options,
  children,
}: WachterProviderProps): ReactNode {
  const { revalidate } = useRevalidator()
  const refresh = useCallback(() => void revalidate(), [revalidate])
  const client = useServerRendered({ publishableKey, initialState, tokenPath, options, refresh })
  return <ClientProvider client={client}>{children}</ClientProvider>
}
