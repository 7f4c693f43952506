import { defineEventHandler, getRequestProtocol } from 'h3'
import { defineNitroPlugin, getRouteRules, useRuntimeConfig } from 'nitropack/runtime'
import { isPublicAssetURL } from '#nitro-internal-virtual/public-assets'
import { createGuard, type GuardedEvent } from './guard.js'

/** Guards an app on its server. Before all other handlers: route rules may pass a request on, and middleware may answer it. */
export default defineNitroPlugin(({ h3App, hooks }) => {
  let guard: ReturnType<typeof createGuard> | undefined
  const handler = defineEventHandler((event: GuardedEvent) => {
    const { app, public: open, wachter } = useRuntimeConfig(event)
    const { publishableKey } = open.wachter
    if (!publishableKey) {
      throw new Error('Set NUXT_PUBLIC_WACHTER_PUBLISHABLE_KEY: the key of the dashboard, or of the emulator')
    }
    guard ??= createGuard({
      ...open.wachter,
      ...wachter,
      baseURL: app.baseURL,
      isAsset: isPublicAssetURL,
      isKept: (visit) => import.meta.prerender || Boolean(getRouteRules(visit).isr),
      protocolOf: getRequestProtocol,
    })
    return guard.handle(event)
  })
  h3App.stack.unshift({ route: '/', handler })
  hooks.hook('beforeResponse', (event: GuardedEvent, response) => guard?.keepPrivate(event, response))
})
