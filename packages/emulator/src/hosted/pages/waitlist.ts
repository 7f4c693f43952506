import { html } from 'hono/html'
import { form } from '../visit/forms'
import type { HostedPage } from '../visit/page'
import { profileFields } from './profile-fields'

export const waitlistPage: HostedPage = {
  async show(visit, error) {
    const { waitlist_collect_names: wantsNames } = visit.server.data.deployment.restrictions
    const names = wantsNames ? profileFields(['first_name', 'last_name'], visit.field) : ''
    const fields = html`${names}${profileFields(['email_address'], visit.field)}<button>Join the waitlist</button>`
    const content = html`<p>We will write to you when it is your turn.</p>${form(visit, 'join', fields)}`
    return visit.show({ title: 'Waitlist', error, content })
  },
  act: {
    async join(visit) {
      const fields = ['email', 'first_name', 'last_name'].map((name) => [name, visit.field(name)])
      await visit.api.post('/waitlist/join', {}, Object.fromEntries(fields))
      const content = html`<p>We will write to ${visit.field('email')}.</p>`
      return visit.show({ title: 'You are on the waitlist', content })
    },
  },
}
