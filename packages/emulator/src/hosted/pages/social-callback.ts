import type { WireSession } from '../../wire/session'
import { ApiFailure } from '../visit/api'
import type { HostedPage } from '../visit/page'
import type { Visit } from '../visit/visit'

/** The callback of social providers: completes the flow and always redirects. */
export const socialCallbackPage: HostedPage = {
  async show(visit) {
    const isConnecting = kindOf(visit.field('state')) === 'connect_social'
    try {
      if (visit.field('error')) throw new ApiFailure(visit.field('error_description') || visit.field('error'))
      return await (isConnecting ? connect(visit) : signIn(visit))
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      const page = isConnecting ? '/me' : signInPageOf(visit)
      return visit.goTo(page, { error: 'access_denied', error_description: error.message })
    }
  },
}

/** The sign-in page of the deployment, which may be the app's own. */
export function signInPageOf({ server }: Visit): string {
  return server.data.deployment.ui_settings.sign_in_page_url || '/sign-in'
}

async function signIn(visit: Visit): Promise<Response> {
  const query = { code: visit.field('code'), state: visit.field('state') }
  const answer = await visit.api.get<{ session: WireSession; redirect_uri?: string }>('/auth/oauth2/callback', query)
  const attempt = answer.session.signin_attempts?.at(-1)
  if (!attempt || attempt.completed) return visit.leave('signin', answer.redirect_uri ?? '')
  const wanted = answer.redirect_uri ? { redirect_uri: answer.redirect_uri } : {}
  return visit.goTo(signInPageOf(visit), { signin_attempt_id: attempt.id, ...wanted })
}

async function connect(visit: Visit): Promise<Response> {
  const query = { code: visit.field('code'), state: visit.field('state') }
  const answer = await visit.api.post<{ redirect_uri?: string }>('/me/sso-connection-callback', query)
  return answer.redirect_uri ? visit.leave('signin', answer.redirect_uri) : visit.goTo('/me')
}

function kindOf(state: string): string | undefined {
  const [data = ''] = state.split('.')
  try {
    return atob(data.replaceAll('-', '+').replaceAll('_', '/')).split('|')[0]
  } catch {
    return undefined
  }
}
