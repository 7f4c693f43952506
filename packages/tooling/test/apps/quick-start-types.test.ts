import { extname, join } from 'node:path'
import { expect, test } from 'vitest'
import { quickStartNames, quickStartOf } from '../../src/apps/starters/quick-start.js'
import { packages, problemsIn, programOf, scriptOf, templateProblems } from '../virtual-program.js'

/** The package whose folder an app is checked in, for its dependencies: a wrapper's is that of its framework. */
const homes: Record<string, string> = {
  next: 'react',
  nuxt: 'vue',
  react: 'react',
  'react-router': 'react',
  svelte: 'svelte',
  sveltekit: 'svelte',
  'tanstack-start': 'react',
  vanilla: 'core',
  vue: 'vue',
}

/** What a starter has, and this workspace has not. */
const surroundings = `
  /// <reference types="vite/client" />
  declare module '*.vue' { const component: import('vue').Component; export default component }
  declare module '$app/navigation' { export function invalidateAll(): Promise<void> }
  declare module '$env/static/public' { export const PUBLIC_WACHTER_PUBLISHABLE_KEY: string }
  declare module '@sveltejs/kit' { export function json(data: unknown): Response }
  declare module '@react-router/dev/vite' { export function reactRouter(): import('vite').PluginOption }
  declare module '@react-router/dev/routes' {
    export type RouteConfig = readonly object[]
    export function index(file: string): object
    export function route(path: string, file: string): object
  }
`
const routerTypes = `
  import type { InitialState } from '@wachter/core'
  import type { MiddlewareFunction as Middleware } from 'react-router'
  export declare namespace Route {
    type MiddlewareFunction = Middleware<Response>
    interface LoaderArgs { readonly context: object }
    interface ComponentProps { readonly loaderData: { readonly initialState: InitialState } }
  }
`
/** What Start itself declares, and what it generates of the routes. */
const startTypes = `
  import type { AnyRoute } from '@tanstack/react-router'
  interface Page<Path> { id: Path; path: Path; fullPath: Path; preLoaderRoute: AnyRoute; parentRoute: AnyRoute }
  declare module '@tanstack/react-router' {
    interface FileRoutesByPath { '/': Page<'/'>; '/api/me': Page<'/api/me'> }
  }
  declare module '@tanstack/react-start' {
    export function createCsrfMiddleware(options: { filter(context: { handlerType: string }): boolean }): object
    export function createStart(options: () => { requestMiddleware: object[] }): object
  }
`
const kitTypes = `
  type WithLocals<Answer> = (event: { readonly locals: App.Locals }) => Answer
  export type LayoutServerLoad = WithLocals<object>
  export type RequestHandler = WithLocals<Response>
`
/** What a framework imports by itself, before each block. */
const imported: Record<string, string> = {
  nuxt: `
    import { useClient, useSession, useUser } from '@wachter/vue'
    import { useSignIn } from '@wachter/vue/flows'
    import { ref } from 'vue'
    interface Config { compatibilityDate: string; modules: string[]; app: object; wachter: import('@wachter/vue/nuxt').ModuleOptions }
    declare function defineNuxtConfig(config: Config): object
    declare function defineEventHandler(handler: (event: { context: { auth: import('@wachter/core/server').Auth } }) => object): object
  `,
}

const names = await quickStartNames()
const blocks = (
  await Promise.all(
    names.map(async (name) =>
      (
        await quickStartOf(name)
      ).files.map(({ path, text }) => ({ name, path, language: extname(path).slice(1), code: text })),
    ),
  )
).flat()

const folderOf = (name: string) => join(packages, homes[name] ?? 'core', 'quick-start', name)
const texts = new Map([
  [join(packages, 'vue/quick-start/surroundings.d.ts'), surroundings],
  [join(folderOf('react-router'), 'app/+types/root.ts'), routerTypes],
  [join(folderOf('react-router'), 'app/routes/+types/me.ts'), routerTypes],
  [join(folderOf('tanstack-start'), 'routes.d.ts'), startTypes],
  [join(folderOf('sveltekit'), 'src/routes/$types.ts'), kitTypes],
  [join(folderOf('sveltekit'), 'src/routes/api/me/$types.ts'), kitTypes],
])
const checked = blocks.flatMap((block) => {
  if (!['ts', 'tsx', 'vue', 'svelte'].includes(block.language)) return []
  const isComponent = block.language === 'vue' || block.language === 'svelte'
  const file = join(folderOf(block.name), block.path) + (isComponent ? '.script.ts' : '')
  texts.set(file, `${imported[block.name] ?? ''}${scriptOf(block)}\nexport {}\n`)
  return [{ place: `${block.name} ${block.path}`, file, block }]
})
const modules = [
  'react/src/next/next-modules.d.ts',
  'react/src/tanstack-start/start-modules.d.ts',
  'vue/src/nuxt/nuxt-modules.d.ts',
]
const program = programOf(
  modules.map((file) => join(packages, file)),
  texts,
)

test('every quick start has a folder to be checked in', () => {
  expect(Object.keys(homes)).toEqual(names.sort())
})

/** Start adds `server` to what a route may have, and is not installed here; `npm run apps` builds it. */
const isOfStart = ({ path }: { readonly path: string }) => path === 'src/routes/api/me.ts'

test.each(checked.filter(({ block }) => !isOfStart(block)))(
  '$place passes the type check, and its template compiles',
  ({ file, block }) => {
    expect(problemsIn(program, file)).toEqual([])
    expect(templateProblems(block)).toEqual([])
  },
)
