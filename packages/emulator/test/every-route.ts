import { type ProviderPagesServer, providerPages } from '../src/providers/pages'
import { createApp, type Server } from '../src/routes/app'
import { createControlApp } from '../src/routes/control/control'
import type { World } from '../src/world/world'

export interface Route {
  method: string
  /** With `:name` for what differs. */
  path: string
}

const hosted = [
  '/',
  '/sign-in',
  '/sign-up',
  '/social/callback',
  '/magic',
  '/waitlist',
  '/invite',
  '/me',
  '/organization',
]

/** Every route the emulator has, read off the apps themselves. They need no world as long as they answer nothing. */
export function everyRoute(): Route[] {
  const server = {} as Server & ProviderPagesServer
  const frontendApi = createApp(server)
  const control = createControlApp({} as World, 'http://localhost', frontendApi)
  const apps = [frontendApi, providerPages(server), control]
  const routes = apps.flatMap((app) => app.routes).filter(({ method }) => method !== 'ALL')
  const pages = hosted.flatMap((path) => ['GET', 'POST'].map((method) => ({ method, path })))
  return [...routes, ...pages].map(({ method, path }) => ({ method, path }))
}
