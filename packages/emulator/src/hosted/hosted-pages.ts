import { html } from 'hono/html'
import type { Connection } from '../connection'
import { isHost } from '../loopback'
import { frontendUrl } from '../world/deployment/deployment'
import { accountsPage } from './pages/accounts'
import { invitePage } from './pages/invite'
import { magicLinkPage } from './pages/magic-link'
import { organizationPage } from './pages/organization'
import { profilePage } from './pages/profile'
import { signInPage } from './pages/sign-in'
import { signUpPage } from './pages/sign-up'
import { socialCallbackPage } from './pages/social-callback'
import { waitlistPage } from './pages/waitlist'
import { ApiFailure, type CallApi, type HostedServer } from './visit/api'
import { link } from './visit/forms'
import type { HostedPage } from './visit/page'
import { createVisit, type Visit } from './visit/visit'

const pages: Record<string, HostedPage> = {
  '/': accountsPage,
  '/sign-in': signInPage,
  '/sign-up': signUpPage,
  '/social/callback': socialCallbackPage,
  '/magic': magicLinkPage,
  '/waitlist': waitlistPage,
  '/invite': invitePage,
  '/me': profilePage,
  '/organization': organizationPage,
}

/** The deployment's hosted account pages, without client-side script. They call the API like any other client. */
export interface HostedPages {
  serves(request: Request): boolean
  fetch(request: Request, connection: Connection): Promise<Response>
}

export function createHostedPages(server: HostedServer, callApi: CallApi): HostedPages {
  const api = new URL(server.address.baseUrl)
  const frontend = new URL(frontendUrl(server.address))
  return {
    serves(request) {
      const url = new URL(request.url)
      if (!isHost(frontend, url) || !pageAt(url)) return false
      // On a shared host, this path is also an API route. A navigation gets the page.
      return url.pathname !== '/me' || !isHost(api, url) || wantsPage(request)
    },
    async fetch(request, connection) {
      const visit = await createVisit(server, callApi, request, connection)
      const page = pageAt(new URL(request.url)) ?? accountsPage
      try {
        return await (request.method === 'POST' ? act(page, visit) : page.show(visit))
      } catch (error) {
        const content = html`<p>${link(visit.link('/sign-in'), 'Go to the sign-in page')}</p>`
        return visit.show({ title: 'This did not work', error: messageOf(error), content })
      }
    },
  }
}

async function act(page: HostedPage, visit: Visit): Promise<Response> {
  const name = visit.field('action')
  const action = page.act && Object.hasOwn(page.act, name) ? page.act[name] : undefined
  try {
    return await (action ? action(visit) : page.show(visit))
  } catch (error) {
    if (error instanceof ApiFailure) return page.show(visit, error.message)
    throw error
  }
}

function pageAt({ pathname }: URL): HostedPage | undefined {
  return Object.hasOwn(pages, pathname) ? pages[pathname] : undefined
}

function wantsPage(request: Request): boolean {
  return request.headers.get('accept')?.includes('text/html') ?? false
}

/** An unexpected API answer, for example from a fault, makes a page throw. */
function messageOf(error: unknown): string {
  if (error instanceof ApiFailure) return error.message
  console.error(error)
  return 'The answer of the server could not be read'
}
