import { type Context, Hono } from 'hono'
import { addProviderGrant, type ProviderGrantData, takeProviderFailure } from '../world/access/provider-grants'
import { type DeploymentAddress, type DeploymentData, frontendUrl } from '../world/deployment/deployment'
import type { EnterpriseConnectionData } from '../world/identity/enterprise-connections'
import {
  type ProviderPerson,
  type ProviderPersonData,
  peopleAtEnterprise,
  peopleAtSocialProvider,
  personNamed,
} from '../world/identity/provider-people'
import { authorizePage, providerErrorPage } from './authorize-page'
import { providerName } from './names'
import { relayTarget } from './oauth-state'
import type { StateSigner } from './state-signer'
import { enterpriseCallback, providerPath, socialCallback, withParameters } from './urls'

interface Provider {
  /** The key of its codes and planned failures. */
  id: string
  name: string
  people: ProviderPerson[]
  /** The URL it redirects visitors back to. */
  callback: string
}

/** The parts of the emulator that the fake providers use. */
export interface ProviderPagesServer {
  data: DeploymentData & ProviderPersonData & ProviderGrantData & EnterpriseConnectionData
  stateSigner: StateSigner
  address: DeploymentAddress
}

/** The fake providers: the page on which visitors choose an account, and the relay that social providers redirect to. */
export function providerPages(server: ProviderPagesServer): Hono {
  const visits = ['GET', 'POST']
  return new Hono()
    .basePath(providerPath)
    .get('/relay', (c) => relay(c, server))
    .on(visits, '/enterprise/:id/authorize', (c) => authorize(c, server, enterprise(server, c.req.param('id'))))
    .on(visits, '/:id/authorize', (c) => authorize(c, server, social(server, c.req.param('id'))))
    .notFound(() => providerErrorPage('There is no such provider.'))
}

async function relay(c: Context, { address, stateSigner }: ProviderPagesServer): Promise<Response> {
  const frontendHost = await relayTarget(stateSigner, c.req.query('state') ?? '')
  if (!frontendHost) return providerErrorPage('This sign-in was not started here.')
  return c.redirect(withParameters(`${frontendUrl({ ...address, frontendHost })}/social/callback`, c.req.query()))
}

async function authorize(c: Context, { data }: ProviderPagesServer, provider: Provider | undefined): Promise<Response> {
  const { redirect_uri: redirectUri, state } = c.req.query()
  if (!provider || redirectUri !== provider.callback || !state) {
    return providerErrorPage('The provider does not know where to send you back to.')
  }
  const { id, name, people, callback } = provider
  const back = (parameters: Record<string, string>) => c.redirect(withParameters(callback, { ...parameters, state }))
  const denied = { error: 'access_denied', error_description: 'The user denied the request' }

  const failure = takeProviderFailure(data, id)
  if (failure === 'deny') return back(denied)
  if (failure === 'error') return back({ error: 'server_error', error_description: `${name} is out of order` })
  if (c.req.method === 'GET') return authorizePage(name, people)
  const { email, action } = await c.req.parseBody().catch((): Record<string, unknown> => ({}))
  if (action === 'deny') return back(denied)
  if (typeof email !== 'string' || !email.includes('@')) return authorizePage(name, people, 'Enter an e-mail address.')
  const code = `code_${crypto.randomUUID().replaceAll('-', '')}`
  addProviderGrant(data, code, { provider: id, person: personNamed(people, email) })
  return back({ code })
}

function enterprise({ data, address }: ProviderPagesServer, id: string): Provider | undefined {
  const connection = data.enterpriseConnections.get(id)
  if (!connection) return undefined
  const people = peopleAtEnterprise(data, connection)
  return { id, name: connection.name, people, callback: enterpriseCallback(address) }
}

function social({ data, address }: ProviderPagesServer, id: string): Provider | undefined {
  if (!data.deployment.social_connections.some((row) => row.provider === id)) return undefined
  return { id, name: providerName(id), people: peopleAtSocialProvider(data, id), callback: socialCallback(address) }
}
