import type { InitialState, User } from '@wachter/core'
import type { Auth } from '@wachter/core/server'
import { headers } from 'next/headers'
import { connection, NextResponse } from 'next/server'
import { cache } from 'react'
import { createNextServer, type ProxyOptions, type RequestProxy } from './next-server.js'

export type { ProxyOptions, RequestProxy } from './next-server.js'

const server = createNextServer({
  headers: async () => {
    // What is signed in holds at this moment only: with `cacheComponents`, Next prerenders what just reads headers.
    await connection()
    return headers()
  },
  next: (init) => NextResponse.next(init),
  memoize: cache,
  publishableKey: () => process.env.NEXT_PUBLIC_WACHTER_PUBLISHABLE_KEY,
})

/**
 * Who sent the request, in server components, route handlers and server actions. The same for all that ask while one request
 * is answered.
 *
 * @example
 * ```tsx
 * import { auth } from '@wachter/react/next/server'
 *
 * export default async function Invoices() {
 *   const { isSignedIn, has } = await auth()
 *   if (!isSignedIn) return <p>Please sign in.</p>
 *   return <p>{has({ permission: 'invoices:write' }) ? 'You may edit.' : 'You may read.'}</p>
 * }
 * ```
 */
export const auth = (): Promise<Auth> => server.auth()

/**
 * The user whose account is active, for server components; null when nobody is signed in. Undefined when somebody is, but the
 * session could not be read: the API allows a server to read few in a minute (PROTOCOL.md §1.7), and `auth()` knows who it is.
 *
 * @example
 * ```tsx
 * import { currentUser } from '@wachter/react/next/server'
 *
 * export default async function Greeting() {
 *   const user = await currentUser()
 *   return <p>Hello {user?.firstName ?? 'stranger'}</p>
 * }
 * ```
 */
export const currentUser = (): Promise<User | null | undefined> => server.currentUser()

/**
 * The state for the first frame, for `WachterProvider` of `@wachter/react/next` in the root layout.
 *
 * @example
 * ```tsx
 * import { WachterProvider } from '@wachter/react/next'
 * import { getInitialState } from '@wachter/react/next/server'
 * import type { ReactNode } from 'react'
 *
 * export default async function Layout({ children }: { children: ReactNode }) {
 *   return <WachterProvider initialState={await getInitialState()}>{children}</WachterProvider>
 * }
 * ```
 */
export const getInitialState = (): Promise<InitialState> => server.getInitialState()

/**
 * What runs before every page and route, the default export of `proxy.ts` (`middleware.ts` before Next 16): it protects what is
 * not public, keeps what it mints in a cookie, and passes it on to the page.
 *
 * @example
 * ```ts
 * import { proxy } from '@wachter/react/next/server'
 *
 * export default proxy({ signInUrl: '/sign-in', publicPaths: ['/', '/blog/*'] })
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` when a path is malformed
 */
export const proxy = (options: ProxyOptions): RequestProxy => server.proxy(options)
