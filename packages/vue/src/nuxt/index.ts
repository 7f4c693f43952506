import type { ClientOptions } from '@wachter/core'
import { createProtection, type ProtectionOptions } from '@wachter/core/server'
import * as vue from '@wachter/vue'
import * as account from '@wachter/vue/account'
import * as flows from '@wachter/vue/flows'
import * as tenancy from '@wachter/vue/tenancy'
import {
  addComponent,
  addImports,
  addPlugin,
  addServerPlugin,
  addTypeTemplate,
  createResolver,
  defineNuxtModule,
} from 'nuxt/kit'
import type { NuxtModule } from 'nuxt/schema'

/** `wachter` in `nuxt.config.ts`: the deployment, and what is public. */
export interface ModuleOptions extends ProtectionOptions {
  /** Default: `NUXT_PUBLIC_WACHTER_PUBLISHABLE_KEY` of the environment in which the server runs. */
  readonly publishableKey?: string
  /** The header in which your platform writes the visitor's address, and nobody else can: `x-real-ip`, for example. */
  readonly clientIpHeader?: string
  /** A path of your choice to which pages post their token, for a deployment whose session does not reach the server. */
  readonly tokenPath?: string
  /** Other options of the client. */
  readonly client?: Pick<ClientOptions, 'firstToken' | 'revalidateIntervalMs' | 'timeoutMs' | 'uiOverwrites'>
}

const types = `import type { InitialState } from '@wachter/core'
import type { Auth } from '@wachter/core/server'

declare module 'h3' {
  interface H3EventContext {
    /** Who sent the request. */
    auth: Auth
    /** What the page is rendered from. */
    initialState: InitialState
  }
}
`

/**
 * The module for Nuxt 4: it protects what is not public, provides a client to the app, and imports composables and components
 * by themselves. On the server, `event.context.auth` says who sent a request.
 *
 * @example
 * ```ts
 * import wachter from '@wachter/vue/nuxt'
 *
 * // in `nuxt.config.ts`: defineNuxtConfig({ modules: ['@wachter/vue/nuxt'], wachter: { … } })
 * export default {
 *   modules: [[wachter, { signInUrl: '/sign-in', publicPaths: ['/', '/blog/*'] }]],
 * }
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` when a path is malformed
 */
const wachter: NuxtModule<ModuleOptions> = defineNuxtModule<ModuleOptions>({
  meta: { name: '@wachter/vue', configKey: 'wachter', compatibility: { nuxt: '>=4.0.0' } },
  setup(
    { publishableKey = '', signInUrl, publicPaths = [], origin = '', clientIpHeader = '', tokenPath = '', client = {} },
    { options },
  ) {
    // Now, not at the first request.
    createProtection({ signInUrl, publicPaths })
    options.runtimeConfig.public.wachter = { publishableKey, signInUrl, publicPaths, tokenPath, client }
    options.runtimeConfig.wachter = { origin, clientIpHeader }
    // With the app's own Vue.
    options.build.transpile.push('@wachter/vue')

    const { resolve } = createResolver(import.meta.url)
    addPlugin(resolve('./plugin.js'))
    addServerPlugin(resolve('./server.js'))
    addTypeTemplate({ filename: 'types/wachter.d.ts', getContents: () => types }, { nitro: true, nuxt: true })
    for (const [from, names] of [
      ['@wachter/vue', vue],
      ['@wachter/vue/flows', flows],
      ['@wachter/vue/account', account],
      ['@wachter/vue/tenancy', tenancy],
    ] as const) {
      for (const name of Object.keys(names)) {
        if (name.startsWith('use')) addImports({ name, from })
        else if (/^[A-Z]/.test(name)) addComponent({ name, export: name, filePath: from })
      }
    }
  },
})

export default wachter
