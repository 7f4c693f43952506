import type { InitialState } from '@wachter/core'
import { type Auth, authenticateRequest, createProtection, withHeaders } from '@wachter/core/server'

const protect = createProtection({ signInUrl: '/sign-in', publicPaths: ['/', '/404', '/_astro/*', '/favicon.svg'] })

declare global {
  namespace App {
    interface Locals {
      auth?: Auth
      initialState?: InitialState
    }
  }
}

interface Context {
  readonly request: Request
  readonly isPrerendered: boolean
  readonly locals: App.Locals
}

export const createOnRequest =
  (publishableKey: string) =>
  async (context: Context, next: () => Promise<Response>): Promise<Response> => {
    const { isPrerendered, locals } = context
    // What is built beforehand is built as for a stranger.
    const request = isPrerendered ? new Request(context.request.url) : context.request
    const authentication = await authenticateRequest(request, { publishableKey })
    const refusal = protect(request, authentication)
    if (refusal && isPrerendered)
      throw new Error(`Set "prerender = false" in the page of ${request.url}: it is protected`)
    if (refusal) return refusal
    const { auth, initialState, headers } = authentication
    Object.assign(locals, { auth, initialState })
    return withHeaders(await next(), headers)
  }
