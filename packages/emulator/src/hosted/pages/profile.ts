import { html } from 'hono/html'
import type { Html } from '../../layout/layout'
import { providerName } from '../../providers/names'
import type { WireSession } from '../../wire/session'
import type { bareSigninToWire } from '../../wire/signin'
import type { wireUserOf } from '../../wire/user'
import { buttonForm, form, input, link } from '../visit/forms'
import type { HostedPage } from '../visit/page'
import type { Visit } from '../visit/visit'

type User = NonNullable<ReturnType<typeof wireUserOf>>
type Device = ReturnType<typeof bareSigninToWire>

/** The active account: its name, its social connections and its sign-ins. */
export const profilePage: HostedPage = {
  async show(visit, error) {
    const session = await visit.api.get<WireSession>('/session')
    if (!session.active_signin) return visit.goTo('/sign-in', { redirect_uri: visit.address('/me') })
    const user = await visit.api.get<User>('/me')
    const devices = await visit.api.get<Device[]>('/me/signins')
    const content = html`${names(visit, user)}${socialAccounts(visit, user)}
      <h2>Signed in</h2>
      ${devices.map((device) => deviceRow(visit, device, session.active_signin?.id))}
      <hr /><p>${link(visit.link('/'), 'Accounts')}</p>`
    return visit.show({ title: 'Profile', error: error || visit.field('error_description'), content })
  },
  act: {
    async update(visit) {
      const fields = ['first_name', 'last_name', 'username'].map((name) => [name, visit.field(name)])
      await visit.api.post('/me', {}, Object.fromEntries(fields))
      return visit.goTo('/me')
    },
    async connect(visit) {
      const query = { provider: visit.field('provider') }
      const { oauth_url: url } = await visit.api.post<{ oauth_url: string }>('/me/init-sso-connection', query)
      return visit.sendTo(url)
    },
    async disconnect(visit) {
      await visit.api.post(`/me/social-connections/${encodeURIComponent(visit.field('connection'))}/disconnect`)
      return visit.goTo('/me')
    },
    async 'sign-out'(visit) {
      await visit.api.post(`/me/signins/${encodeURIComponent(visit.field('sign_in'))}/signout`)
      return visit.goTo('/me')
    },
  },
}

function names(visit: Visit, user: User): Html {
  const fields = html`
    ${input({ name: 'first_name', label: 'First name', autocomplete: 'given-name', value: user.first_name, required: false })}
    ${input({ name: 'last_name', label: 'Last name', autocomplete: 'family-name', value: user.last_name, required: false })}
    ${input({ name: 'username', label: 'Username', autocomplete: 'username', value: user.username, required: false })}
    <button>Save</button>`
  return html`<p>${user.primary_email_address?.email}</p>${form(visit, 'update', fields)}`
}

function socialAccounts(visit: Visit, user: User): Html {
  const connected = user.social_connections ?? []
  const connectedRows = connected.map(({ id, provider, email_address: email }) =>
    buttonForm(visit, 'disconnect', `Disconnect ${providerName(provider)} (${email})`, { connection: id }),
  )
  const enabled = visit.server.data.deployment.social_connections.filter((row) => row.enabled)
  const offers = enabled.map(({ provider }) =>
    buttonForm(visit, 'connect', `Connect ${providerName(provider)}`, { provider }),
  )
  return html`<h2>Accounts elsewhere</h2>${connectedRows}${offers}`
}

function deviceRow(visit: Visit, { id, browser, device, ip_address: ip }: Device, activeId: string | undefined): Html {
  const isHere = id === activeId
  const where = `${browser}, ${device}, ${ip}`
  return html`<p>${where}${isHere ? ' (here)' : ''}</p>
    ${buttonForm(visit, 'sign-out', isHere ? 'Sign out' : 'Sign out there', { sign_in: id })}`
}
