import { html } from 'hono/html'
import type { WireSession } from '../../wire/session'
import { buttonForm, link } from '../visit/forms'
import type { HostedPage } from '../visit/page'

interface Membership {
  id: string
  organization: { id: string; name: string }
  eligibility_restriction?: { type: string; message: string }
}

/** The organizations of the active account, and which of them is active. */
export const organizationPage: HostedPage = {
  async show(visit, error) {
    const { active_signin: signin } = await visit.api.get<WireSession>('/session')
    if (!signin) return visit.goTo('/sign-in', { redirect_uri: visit.address('/organization') })
    const memberships = await visit.api.get<Membership[]>('/me/organization-memberships')
    const rows = memberships.map(({ id, organization, eligibility_restriction: restriction }) => {
      const isActive = id === signin.active_organization_membership_id
      const barred = restriction && restriction.type !== 'none' ? restriction.message : undefined
      const enter = buttonForm(visit, 'switch', 'Enter', { organization_id: organization.id })
      return html`<h2>${organization.name}${isActive ? ' (active)' : ''}</h2>${barred ? html`<p>${barred}</p>` : enter}`
    })
    const content = html`${rows}<hr />${buttonForm(visit, 'switch', 'Leave to your personal account')}
      <p>${link(visit.link('/'), 'Accounts')}</p>`
    return visit.show({ title: 'Organizations', error, content })
  },
  act: {
    async switch(visit) {
      await visit.api.post('/session/switch-organization', { organization_id: visit.field('organization_id') })
      return visit.redirectUri ? visit.leave('signin') : visit.goTo('/organization')
    },
  },
}
