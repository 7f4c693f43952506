import { html } from 'hono/html'
import type { Html } from '../../layout/layout'
import type { WireSession } from '../../wire/session'
import { buttonForm, link } from '../visit/forms'
import type { HostedPage } from '../visit/page'
import type { Visit } from '../visit/visit'

type Signin = NonNullable<WireSession['signins']>[number]

/** Lists the signed-in accounts of the browser session and lets the visitor choose one. */
export const accountsPage: HostedPage = {
  async show(visit, error) {
    const session = await visit.api.get<WireSession>('/session')
    const signins = session.signins ?? []
    const redirect = { redirect_uri: visit.redirectUri }
    if (signins.length === 0) return visit.goTo('/sign-in', redirect)
    const content = html`
      ${signins.map((signin) => account(visit, signin, signin.id === session.active_signin?.id))}
      <hr />
      <p>${link(visit.link('/sign-in', redirect), 'Add another account')}</p>
      <p>${link(visit.link('/me'), 'Profile')} · ${link(visit.link('/organization'), 'Organizations')}</p>
      ${buttonForm(visit, 'sign-out-all', 'Sign out of all accounts')}`
    return visit.show({ title: 'Choose an account', error, content })
  },
  act: {
    async switch(visit) {
      await visit.api.post('/session/switch-sign-in', { sign_in_id: visit.field('sign_in_id') })
      return visit.leave('signin')
    },
    async 'sign-out'(visit) {
      await visit.api.post('/session/sign-out', { sign_in_id: visit.field('sign_in_id') })
      return visit.goTo(visit.server.data.deployment.ui_settings.after_sign_out_one_page_url || '/')
    },
    async 'sign-out-all'(visit) {
      await visit.api.post('/session/sign-out')
      return visit.goTo(visit.server.data.deployment.ui_settings.after_sign_out_all_page_url || '/sign-in')
    },
  },
}

function account(visit: Visit, { id, user }: Signin, isActive: boolean): Html {
  const name = `${user?.first_name ?? ''} ${user?.last_name ?? ''}`.trim()
  const address = user?.primary_email_address?.email || user?.username || ''
  return html`<section>
    <h2>${name || address}${isActive ? ' (active)' : ''}</h2>
    <p>${address}</p>
    ${buttonForm(visit, 'switch', 'Continue', { sign_in_id: id })}
    ${buttonForm(visit, 'sign-out', 'Sign out', { sign_in_id: id })}
  </section>`
}
