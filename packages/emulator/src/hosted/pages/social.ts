import { html } from 'hono/html'
import type { Html } from '../../layout/layout'
import { providerName } from '../../providers/names'
import { buttonForm } from '../visit/forms'
import type { Visit } from '../visit/visit'

/** A button for each social provider enabled in the deployment. */
export function socialButtons(visit: Visit): Html {
  const enabled = visit.server.data.deployment.social_connections.filter((row) => row.enabled)
  if (enabled.length === 0) return html``
  return html`<hr />${enabled.map(({ provider }) =>
    buttonForm(visit, 'social', `Continue with ${providerName(provider)}`, { provider }),
  )}`
}

/** Redirects to a social provider to sign in or up. */
export async function startSocial(visit: Visit, provider = visit.field('provider')): Promise<Response> {
  const query = { provider, redirect_uri: visit.redirectUri }
  const { oauth_url: url } = await visit.api.post<{ oauth_url: string }>('/auth/oauth2/init', query)
  return visit.sendTo(url)
}
