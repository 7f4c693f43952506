import { html } from 'hono/html'
import type { WireSession } from '../../wire/session'
import { ApiFailure } from '../visit/api'
import { link } from '../visit/forms'
import type { HostedPage } from '../visit/page'
import { attemptOf } from './sign-in-steps'
import { signInPageOf } from './social-callback'

/** The page that magic links open. */
export const magicLinkPage: HostedPage = {
  async show(visit) {
    const query = { token: visit.field('token'), attempt: visit.field('attempt') }
    try {
      const session = await visit.api.get<WireSession>('/auth/verify-magic-link', query)
      const attempt = attemptOf(session, query.attempt)
      if (!attempt || attempt.completed) return visit.leave('signin')
      const parameters = { signin_attempt_id: attempt.id, redirect_uri: visit.redirectUri }
      return visit.goTo(signInPageOf(visit), parameters)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      const again = link(visit.link(signInPageOf(visit), { redirect_uri: visit.redirectUri }), 'Sign in again')
      return visit.show({ title: 'This link does not work', error: error.message, content: html`<p>${again}</p>` })
    }
  },
}
