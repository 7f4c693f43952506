import type { Client } from '@wachter/core'
import { hasInjectionContext, type InjectionKey, inject, type Plugin } from 'vue'

const clientKey: InjectionKey<Client> = Symbol('wachter client')

/**
 * A plugin for `app.use`: gives a client to everything in the app, and runs it while the app is mounted.
 *
 * @param client from `createClient`; on a server, one per request
 */
export function createWachter(client: Client): Plugin<[]> {
  return {
    install(app) {
      app.provide(clientKey, client)
      const { mount, unmount } = app
      let stop: (() => void) | undefined
      // Only a browser mounts. The first frame comes first: a page rendered by a server is hydrated as it is.
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
 * @throws {Error} outside of an app that uses {@link createWachter}, and where Vue cannot inject
 */
export function useClient(): Client {
  const client = hasInjectionContext() ? inject(clientKey, undefined) : undefined
  if (!client) {
    throw new Error('No Wachter client here: add app.use(createWachter(createClient(…))), and call this inside setup')
  }
  return client
}
