import type { Connection } from '../../connection'
import { type Page, pageResponse } from '../../layout/layout'
import { frontendUrl } from '../../world/deployment/deployment'
import { destinationAfter, isAllowedRedirect, withDevSession } from '../../world/deployment/redirects'
import { type Api, type CallApi, createApi, type Fields, type HostedServer } from './api'
import { keepDevSession, keptDevSession } from './session-cookie'

/** One request for a hosted page: the visitor's input and their session at the API. */
export interface Visit {
  readonly server: HostedServer
  readonly api: Api
  /** A posted field, else a query parameter, else an empty string. */
  field(name: string): string
  /** The requested redirect URL if it is allowed, else an empty string. */
  readonly redirectUri: string
  /** The URL of a hosted or other page, with the parameters that are not empty. */
  address(page: string, parameters?: Fields): string
  /** Like `address`, plus the session where staging needs it and the page may have it. */
  link(page: string, parameters?: Fields): string
  /** Shows a page, with status 400 if there is an error. */
  show(page: Omit<Page, 'app'>): Promise<Response>
  /** Redirects to another page or to the app, with the session if that page may have it. */
  goTo(page: string, parameters?: Fields): Response
  /** The URL to continue at after a completed sign-in or sign-up. */
  destination(done: 'signin' | 'signup', wanted?: string): string
  leave(done: 'signin' | 'signup', wanted?: string): Response
  /** Redirects to a foreign page, without the session. */
  sendTo(page: string): Response
}

export async function createVisit(
  server: HostedServer,
  callApi: CallApi,
  request: Request,
  connection: Connection,
): Promise<Visit> {
  const { data, address } = server
  const fields: Fields = { ...queryOf(request), ...(await postedFields(request)) }
  const cookies = connection.cookie ?? request.headers.get('cookie') ?? ''
  const kept = keptDevSession(address, cookies)
  const devSession = fields.__dev_session__ || kept
  const userAgent = request.headers.get('user-agent') ?? ''
  const api = createApi(server, callApi, { devSession, cookies, userAgent, ip: connection.ip })

  const wanted = fields.redirect_uri ?? ''
  const visit: Visit = {
    server,
    api,
    field: (name) => (Object.hasOwn(fields, name) && fields[name]) || '',
    // `|` separates the fields of a provider's state.
    redirectUri: isAllowedRedirect(address, wanted) && !wanted.includes('|') ? wanted : '',
    address(page, parameters = {}) {
      const target = new URL(page, frontendUrl(address))
      for (const [name, value] of Object.entries(parameters)) if (value) target.searchParams.set(name, value)
      return target.href
    },
    link(page, parameters) {
      const target = visit.address(page, parameters)
      return address.mode === 'staging' ? withDevSession(address, data.deployment, target, api.devSession()) : target
    },
    async show(page) {
      const response = await pageResponse(
        { app: data.deployment.ui_settings.app_name, ...page },
        page.error ? 400 : 200,
      )
      return withCookies(response)
    },
    goTo: (page, parameters) => visit.sendTo(visit.link(page, parameters)),
    destination: (done, to = visit.redirectUri) => visit.link(destinationAfter(done, address, data.deployment, to)),
    leave: (done, to) => visit.sendTo(visit.destination(done, to)),
    sendTo: (page) => withCookies(new Response(null, { status: 303, headers: { Location: page } })),
  }
  return visit

  function withCookies(response: Response): Response {
    const kept = keepDevSession(address, cookies, api.devSession(), data.clock.now())
    for (const cookie of [...api.setCookies(), ...kept]) response.headers.append('Set-Cookie', cookie)
    return response
  }
}

function queryOf(request: Request): Fields {
  return Object.fromEntries(new URL(request.url).searchParams)
}

async function postedFields(request: Request): Promise<Fields> {
  if (request.method !== 'POST') return {}
  const form = await request.formData().catch(() => new FormData())
  return Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
