import { createRootRoute, HeadContent, Outlet, Scripts } from '@tanstack/react-router'
import { WachterProvider } from '@wachter/react/tanstack-start'
import { getInitialState } from '@wachter/react/tanstack-start/server'

export const Route = createRootRoute({
  loader: () => ({ initialState: getInitialState() }),
  head: () => ({ links: [{ rel: 'icon', href: 'data:,' }] }),
  component: Root,
})

function Root() {
  const { initialState } = Route.useLoaderData()
  return (
    <html lang="en">
      <head>
        <HeadContent />
      </head>
      <body>
        <WachterProvider publishableKey={import.meta.env.VITE_WACHTER_PUBLISHABLE_KEY} initialState={initialState}>
          <Outlet />
        </WachterProvider>
        <Scripts />
      </body>
    </html>
  )
}
