import type { Client } from '@wachter/core'
import { hasInjectionContext, type InjectionKey, inject, type Plugin } from 'vue'

const clientKey: InjectionKey<Client> = Symbol('wachter client')

/**
 * A plugin for `app.use`: provides a client to the whole app, and runs it while the app is mounted.
 *
 * @example
 * ```ts
 * import { createClient } from '@wachter/core'
 * import { createWachter } from '@wachter/vue'
 * import { createApp } from 'vue'
 *
 * const app = createApp({ template: '<RouterView />' })
 * app.use(createWachter(createClient({ publishableKey: 'pk_test_…' }))).mount('#app')
 * ```
 *
 * @param client from `createClient`; on a server, one per request
 */
export function createWachter(client: Client): Plugin<[]> {
  return {
    install(app) {
      app.provide(clientKey, client)
      const { mount, unmount } = app
      let stop: (() => void) | undefined
      // Only a browser mounts. Mount before the start, so that a server-rendered page is hydrated as it is.
      app.mount = (...where) => {
        const root = mount(...where)
        stop ??= client.start()
        return root
      }
      app.unmount = () => {
        stop?.()
        unmount()
      }
    },
  }
}

/**
 * The client of this app.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useClient } from '@wachter/vue'
 * import { onScopeDispose } from 'vue'
 *
 * onScopeDispose(useClient().on('session-expiring', () => alert('Your session ends soon.')))
 * </script>
 * ```
 *
 * @throws {Error} outside of an app that uses {@link createWachter}, and where Vue cannot inject
 */
export function useClient(): Client {
  const client = hasInjectionContext() ? inject(clientKey, undefined) : undefined
  if (!client) {
    throw new Error('No Wachter client here: add app.use(createWachter(createClient(…))), and call this inside setup')
  }
  return client
}
