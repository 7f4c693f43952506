import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import {
  type Authentication,
  authenticateRequest,
  createProtection,
  createServerCache,
  serializeInitialState,
} from '@wachter/core/server'
import { bundlePage, listenLocally } from '../local-pages.js'

/** An app with a server of its own: a page for everybody, one for people who are signed in, and an API. */
export async function startSite(publishableKey: string) {
  const script = await bundlePage(new URL('page.ts', import.meta.url))
  const cache = createServerCache()
  const protect = createProtection({ signInUrl: '/', publicPaths: ['/page.js'] })

  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    if (pathname === '/page.js') {
      return new Response(script, { headers: { 'Content-Type': 'text/javascript' } })
    }
    const isApi = pathname.startsWith('/api/')
    const authentication = await authenticateRequest(request, { publishableKey, cache, loadState: !isApi })
    const refusal = protect(request, authentication)
    if (refusal) return refusal
    const { auth, headers } = authentication
    if (isApi) return Response.json({ user: auth.userId, organization: auth.organizationId ?? null }, { headers })
    headers.set('Content-Type', 'text/html')
    return new Response(pageOf(publishableKey, authentication), { headers })
  }

  return listenLocally(async (incoming, outgoing) => {
    const response = await answer(requestOf(incoming))
    outgoing.statusCode = response.status
    for (const [name, value] of response.headers) outgoing.appendHeader(name, value)
    outgoing.end(Buffer.from(await response.arrayBuffer()))
  })
}

function requestOf(incoming: IncomingMessage): Request {
  const { method = 'GET', url = '/', headers } = incoming
  const hasBody = !['GET', 'HEAD'].includes(method)
  return new Request(new URL(url, `http://${headers.host}`), {
    method,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    ),
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' }),
  })
}

function pageOf(publishableKey: string, { auth, initialState }: Authentication): string {
  const signIn = initialState.container?.activeSignIn
  const name = signIn?.user?.username ?? (auth.isSignedIn ? 'somebody' : 'nobody')
  const place = signIn?.activeOrganizationMembership?.organization.name ?? 'no organization'
  return `<!doctype html><title>Site</title><link rel="icon" href="data:,">
<p id="server">${name} at ${place}</p>
<script>window.rendered = { publishableKey: '${publishableKey}', initialState: ${serializeInitialState(initialState)} }</script>
<script type="module" src="/page.js"></script>`
}
