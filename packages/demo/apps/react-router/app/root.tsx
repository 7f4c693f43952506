import { WachterProvider } from '@wachter/react/react-router'
import { getInitialState, wachterMiddleware } from '@wachter/react/react-router/server'
import type { ReactNode } from 'react'
import { Links, Meta, Outlet, Scripts } from 'react-router'
import type { Route } from './+types/root'

const publishableKey = import.meta.env.VITE_WACHTER_PUBLISHABLE_KEY

export const middleware: Route.MiddlewareFunction[] = [
  wachterMiddleware({
    publishableKey,
    signInUrl: '/sign-in',
    publicPaths: ['/'],
    // A header that your platform writes, and nobody else can.
    clientIp: ({ request }) => request.headers.get('x-real-ip') ?? undefined,
  }),
]

export const loader = ({ context }: Route.LoaderArgs) => ({ initialState: getInitialState(context) })

export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <link rel="icon" href="data:," />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <Scripts />
      </body>
    </html>
  )
}

export default function App({ loaderData }: Route.ComponentProps) {
  return (
    <WachterProvider publishableKey={publishableKey} initialState={loaderData.initialState}>
      <Outlet />
    </WachterProvider>
  )
}
