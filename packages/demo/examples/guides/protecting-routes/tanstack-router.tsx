import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router'
import type { Client } from '@wachter/core'

export function createAppRouter(client: Client, history: RouterHistory) {
  const root = createRootRoute({ errorComponent: () => <p>We cannot reach the server.</p> })
  const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: () => <p>Sign in</p> })
  const app = createRoute({
    getParentRoute: () => root,
    id: 'app',
    beforeLoad: async ({ location }) => {
      if (!(await client.ready()))
        throw redirect({ href: `/sign-in?redirect_uri=${encodeURIComponent(location.href)}` })
    },
    component: Outlet,
  })
  const invoices = createRoute({ getParentRoute: () => app, path: '/invoices', component: () => <p>Invoices</p> })
  const router = createRouter({ routeTree: root.addChildren([signIn, app.addChildren([invoices])]), history })
  // The guards and loaders run again, also when another tab signed out.
  client.on('context-changed', () => router.invalidate())
  return router
}
