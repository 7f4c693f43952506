import type { ClientOptions, InitialState } from '@wachter/core'
import { useRouter } from 'next/navigation'
import { type ReactNode, useCallback } from 'react'
import { WachterProvider as ClientProvider } from '../provider.js'
import { useServerRendered } from '../use-server-rendered.js'

export interface WachterProviderProps {
  /** From `getInitialState()` of `@wachter/react/next/server`. */
  initialState?: InitialState | undefined
  /** Default: `NEXT_PUBLIC_WACHTER_PUBLISHABLE_KEY`. */
  publishableKey?: string
  /** The `tokenPath` of the proxy, for a deployment whose session does not reach the server. */
  tokenPath?: string | undefined
  /** Other options of the client. They must be plain data, and the first render's count. */
  options?: Pick<ClientOptions, 'firstToken' | 'revalidateIntervalMs' | 'timeoutMs' | 'uiOverwrites'>
  children?: ReactNode
}

/**
 * Creates the client and provides it to all components below. What a server rendered is rendered again when the account, the
 * organization or the workspace changes, and when a session ends.
 *
 * @example
 * ```tsx
 * import { WachterProvider } from '@wachter/react/next'
 * import type { ReactNode } from 'react'
 *
 * export const Providers = ({ children }: { children: ReactNode }) => <WachterProvider>{children}</WachterProvider>
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` when there is no key, or a malformed one
 */
export function WachterProvider({
  initialState,
  publishableKey = process.env.NEXT_PUBLIC_WACHTER_PUBLISHABLE_KEY ?? '',
  tokenPath,
  options,
  children,
}: WachterProviderProps): ReactNode {
  const router = useRouter()
  const refresh = useCallback(() => router.refresh(), [router])
  const client = useServerRendered({ publishableKey, initialState, tokenPath, options, refresh })
  return <ClientProvider client={client}>{children}</ClientProvider>
}
