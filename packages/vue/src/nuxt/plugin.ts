import { createClient, isPublicPath, keepServerCurrent } from '@wachter/core'
import { createWachter } from '@wachter/vue'
import {
  addRouteMiddleware,
  defineNuxtPlugin,
  navigateTo,
  refreshNuxtData,
  useRequestEvent,
  useRouter,
  useRuntimeConfig,
} from 'nuxt/app'

/** Creates the client of an app, on a server one for each request, and lets a page follow it. */
export default defineNuxtPlugin({
  name: 'wachter',
  setup(nuxtApp) {
    const { app, public: open } = useRuntimeConfig()
    const { publishableKey, signInUrl, publicPaths, tokenPath, client: options } = open.wachter
    const event = useRequestEvent()
    if (event) nuxtApp.payload.wachter = event.context.initialState
    const client = createClient({ ...options, publishableKey, initialState: nuxtApp.payload.wachter ?? {} })
    nuxtApp.vueApp.use(createWachter(client))
    // A server has decided already.
    if (typeof window === 'undefined') return

    const router = useRouter()
    const isOwnPage = signInUrl.startsWith('/')
    const openPaths = isOwnPage ? [...publicPaths, signInUrl.replace(/[?#].*/s, '')] : publicPaths
    const isOpen = ({ path }: { path: string }) => isPublicPath(path, openPaths)
    const toSignIn = (from: { fullPath: string }) => {
      const target = new URL(signInUrl, location.origin)
      target.searchParams.set('redirect_uri', new URL(router.resolve(from.fullPath).href, location.origin).href)
      const address = isOwnPage ? target.pathname + target.search : target.href
      return nuxtApp.runWithContext(() => navigateTo(address, { external: !isOwnPage }))
    }
    const guard = async (to: { path: string; fullPath: string }) => {
      if (isOpen(to)) return
      // When it cannot be told, the server says it.
      const session = await client.ready().catch(() => undefined)
      if (session === null) return toSignIn(to)
    }

    // The page that a server sent was let through there. A file of a prerendered page was not.
    addRouteMiddleware('wachter', (to) => (nuxtApp.isHydrating ? undefined : guard(to)), { global: true })
    const refresh = () => {
      const route = router.currentRoute.value
      if (client.$contextKey.get() === null && !isOpen(route)) toSignIn(route)
      else nuxtApp.runWithContext(() => refreshNuxtData())
    }
    nuxtApp.hook('app:mounted', () => {
      keepServerCurrent(client, { refresh, tokenPath: tokenPath ? app.baseURL + tokenPath.slice(1) : undefined })
      void guard(router.currentRoute.value)
    })
  },
})
