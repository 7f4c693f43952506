import { html } from 'hono/html'
import { buttonForm, link } from '../visit/forms'
import type { HostedPage } from '../visit/page'
import type { Visit } from '../visit/visit'

interface Accepted {
  message: string
  organization?: { id: string; name: string }
  signin_id?: string
  requires_signin?: boolean
  error_code?: string
}

/** The page that invitation links to an organization open. */
export const invitePage: HostedPage = {
  async show(visit, error) {
    const content = buttonForm(visit, 'accept', 'Accept the invitation')
    return visit.show({ title: 'You are invited', error, content })
  },
  act: {
    async accept(visit) {
      const token = visit.field('token')
      const outcome = await visit.api.post<Accepted>('/organizations/invitations/accept', {}, { token })
      if (outcome.error_code) return refused(visit, outcome)
      // The invited account may not be the active one.
      if (outcome.signin_id) await visit.api.post('/session/switch-sign-in', { sign_in_id: outcome.signin_id })
      await visit.api.post('/session/switch-organization', { organization_id: outcome.organization?.id ?? '' })
      return visit.leave('signin')
    },
  },
}

function refused(visit: Visit, { message, requires_signin: isAccountMissing, error_code: code }: Accepted) {
  const back = visit.address('/invite', { token: visit.field('token') })
  const page = code === 'INVITATION_REQUIRES_SIGNUP' ? '/sign-up' : '/sign-in'
  const label = page === '/sign-up' ? 'Sign up' : 'Sign in'
  const way = isAccountMissing ? html`<p>${link(visit.link(page, { redirect_uri: back }), label)}</p>` : html``
  return visit.show({ title: 'You are invited', error: message, content: way })
}
