/** The parts of Nuxt that are used here. An app that imports `@wachter/vue/nuxt` has Nuxt itself. */
interface ImportMeta {
  /** Whether Nitro writes an answer to a file. */
  readonly prerender: boolean
}
declare module 'nuxt/schema' {
  export type NuxtModule<Options> = (options: Partial<Options>, nuxt: unknown) => unknown
}
declare module 'nuxt/kit' {
  import type { NuxtModule } from 'nuxt/schema'

  interface Nuxt {
    readonly options: {
      readonly runtimeConfig: { wachter?: unknown; readonly public: { wachter?: unknown } }
      readonly build: { readonly transpile: string[] }
    }
  }
  export function defineNuxtModule<Options>(definition: {
    readonly meta: object
    setup(options: Options, nuxt: Nuxt): void
  }): NuxtModule<Options>
  export function createResolver(base: string): { resolve(path: string): string }
  export function addPlugin(path: string): void
  export function addServerPlugin(path: string): void
  export function addImports(one: { name: string; from: string }): void
  export function addComponent(one: { name: string; export: string; filePath: string }): void
  export function addTypeTemplate(
    template: { filename: string; getContents(): string },
    context: { nitro: boolean; nuxt: boolean },
  ): void
}
declare module 'nuxt/app' {
  import type { ClientOptions, InitialState } from '@wachter/core'
  import type { App } from 'vue'

  interface Route {
    readonly path: string
    readonly fullPath: string
  }
  interface NuxtApp {
    readonly vueApp: App
    readonly payload: { wachter?: InitialState | undefined }
    readonly isHydrating: boolean
    hook(name: 'app:mounted', listener: () => unknown): unknown
    runWithContext(work: () => unknown): unknown
  }
  export function defineNuxtPlugin(plugin: { name: string; setup(nuxtApp: NuxtApp): void }): unknown
  export function useRuntimeConfig(): {
    readonly app: { readonly baseURL: string }
    readonly public: {
      readonly wachter: {
        readonly publishableKey: string
        readonly signInUrl: string
        readonly publicPaths: readonly string[]
        readonly tokenPath: string
        readonly client: Pick<ClientOptions, 'timeoutMs'>
      }
    }
  }
  export function useRequestEvent(): { readonly context: { readonly initialState?: InitialState } } | undefined
  export function useRouter(): {
    readonly currentRoute: { readonly value: Route }
    resolve(path: string): { readonly href: string }
  }
  export function addRouteMiddleware(
    name: string,
    middleware: (to: Route) => unknown,
    options: { global: boolean },
  ): void
  export function navigateTo(target: string, options: { external: boolean }): unknown
  export function refreshNuxtData(): Promise<void>
}
declare module 'h3' {
  export function defineEventHandler<Event>(handler: (event: Event) => unknown): unknown
  export function getRequestProtocol(event: unknown): string
}
declare module 'nitropack/runtime' {
  interface NitroApp {
    readonly h3App: { readonly stack: { readonly route: string; readonly handler: unknown }[] }
    readonly hooks: {
      hook<Event>(name: 'beforeResponse', listener: (event: Event, response: { body?: unknown }) => void): void
    }
  }
  export function defineNitroPlugin(plugin: (nitroApp: NitroApp) => void): unknown
  export function getRouteRules(event: unknown): { readonly isr?: unknown }
  export function useRuntimeConfig(event: unknown): {
    readonly app: { readonly baseURL: string }
    readonly wachter: { readonly origin: string; readonly clientIpHeader: string }
    readonly public: {
      readonly wachter: {
        readonly publishableKey: string
        readonly signInUrl: string
        readonly publicPaths: readonly string[]
        readonly tokenPath: string
      }
    }
  }
}
declare module '#nitro-internal-virtual/public-assets' {
  export function isPublicAssetURL(path: string): boolean
}
