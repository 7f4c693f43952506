import type { Client } from '@wachter/core'
import { createMemoryRouter, redirect } from 'react-router'

export function createAppRouter(client: Client, initialEntries: string[]) {
  // In your app: createBrowserRouter(routes).
  const router = createMemoryRouter(
    [
      { path: '/sign-in', element: <p>Sign in</p> },
      {
        path: '/invoices',
        loader: async ({ request }) => {
          const { pathname, search } = new URL(request.url)
          if (await client.ready()) return null
          return redirect(`/sign-in?redirect_uri=${encodeURIComponent(pathname + search)}`)
        },
        element: <p>Invoices</p>,
        hydrateFallbackElement: <p>One moment …</p>,
        errorElement: <p>We cannot reach the server.</p>,
      },
    ],
    { initialEntries },
  )
  // The loaders run again, also when another tab signed out.
  client.on('context-changed', () => router.revalidate())
  return router
}
