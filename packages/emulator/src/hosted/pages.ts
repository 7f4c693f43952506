import { html } from 'hono/html'
import { isHost } from '../routes/guards'
import type { Connection, Server } from '../routes/server'
import { frontendUrl } from '../world/deployment'
import { accountsPage } from './accounts'
import { ApiFailure, type CallApi } from './api'
import { link } from './forms'
import { invitePage } from './invite'
import { magicLinkPage } from './magic-link'
import { organizationPage } from './organization'
import { profilePage } from './profile'
import { signInPage } from './sign-in'
import { signUpPage } from './sign-up'
import { socialCallbackPage } from './social-callback'
import { createVisit, type Visit } from './visit'
import { waitlistPage } from './waitlist'

/** A page of its own, with the forms that stand on it. */
export interface HostedPage {
  show(visit: Visit, error?: string): Promise<Response>
  /** What a posted form does. When the API refuses, the page is shown again with the reason. */
  act?: Record<string, (visit: Visit) => Promise<Response>>
}

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

/** The hosted account pages of the deployment, without client script. They use the API like any other client. */
export interface HostedPages {
  serves(request: Request): boolean
  fetch(request: Request, connection: Connection): Promise<Response>
}

export function createHostedPages(server: Server, callApi: CallApi): HostedPages {
  const api = new URL(server.address.baseUrl)
  const frontend = new URL(frontendUrl(server.address))
  return {
    serves(request) {
      const url = new URL(request.url)
      if (!isHost(frontend, url) || !pageAt(url)) return false
      // On a host they share, this page stands where the API has a route. Whoever navigates wants the page.
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

/** A page breaks on an answer of the API it does not expect, such as one a fault made up. */
function messageOf(error: unknown): string {
  if (error instanceof ApiFailure) return error.message
  console.error(error)
  return 'The answer of the server could not be read'
}
