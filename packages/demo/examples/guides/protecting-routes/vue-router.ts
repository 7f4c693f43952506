import type { Client } from '@wachter/core'
import { createRouter, type RouteRecordRaw, type RouterHistory } from 'vue-router'

export function createAppRouter(client: Client, history: RouterHistory, routes: readonly RouteRecordRaw[]) {
  const router = createRouter({ history, routes })
  router.beforeEach(async ({ meta, fullPath }) => {
    if (meta.public || (await client.ready())) return true
    return { path: '/sign-in', query: { redirect_uri: fullPath } }
  })
  // A guard runs before a navigation only: leave the page when the session ends, also in another tab.
  client.on('signed-out', () => {
    if (!router.currentRoute.value.meta.public) void router.push('/sign-in')
  })
  return router
}
