import { type ApiRequest, createAuthFetch } from '@wachter/core'
import { createInvitation, signInWithPassword } from '@wachter/core/flows'
import { createOrganizations } from '@wachter/core/tenancy'
import { seedPassword } from '@wachter/emulator'
import { listenAsApp } from '../app/app-listeners.js'
import type { Person } from '../world/server.js'
import type { Tab } from '../world/tab.js'
import type { Stage } from './stage.js'
import type { Step } from './steps.js'

/** Calls the client of a tab. False when the step is not a call. */
export async function performCall(step: Step, tab: Tab, stage: Stage): Promise<boolean> {
  const { server, witness, timeline } = stage
  const { world } = server.emulator
  const { client } = tab
  const userId = (who: Person) => world.user(who).id
  const signInIdOf = (who: Person): string | undefined =>
    client.$signIns.get().find((row) => row.userId === userId(who))?.id ??
    server.signIns().find((row) => row.userId === userId(who))?.id

  switch (step.do) {
    case 'token': {
      const { template, force } = step
      witness.token(tab, `getToken ${template ?? ''}${force ? '!' : ''}`, () =>
        client.getToken({ ...(template && { template }), ...(force && { forceRefresh: true }) }),
      )
      return true
    }
    case 'switch-account': {
      const id = signInIdOf(step.who)
      if (!id) return true
      witness.switches(id)
      witness.change(tab, 'change', `switchSignIn ${step.who}`, () => client.switchSignIn(id))
      return true
    }
    case 'enter-organization': {
      const id = step.name && world.organization(step.name).id
      witness.change(tab, 'change', `switchOrganization ${step.name ?? ''}`, () => client.switchOrganization(id))
      return true
    }
    case 'enter-workspace': {
      const { id } = world.workspace(step.name)
      witness.change(tab, 'change', `switchWorkspace ${step.name}`, () => client.switchWorkspace(id))
      return true
    }
    case 'sign-out': {
      const id = step.who && signInIdOf(step.who)
      if (step.who && !id) return true
      const order = witness.signsOut(tab, id)
      witness.change(tab, 'sign-out', `signOut ${step.who ?? ''}`, () => client.signOut(id), order)
      return true
    }
    case 'sign-in': {
      const credentials = { email: `${step.who}@example.com`, password: seedPassword }
      witness.change(tab, 'change', `signIn ${step.who}`, () => signInWithPassword(client, credentials))
      return true
    }
    case 'impersonate': {
      const ticket = world.mintTicket({ type: 'impersonation', user: step.who })
      witness.change(tab, 'change', `exchangeTicket ${step.who}`, () => client.exchangeTicket(ticket))
      return true
    }
    case 'refetch':
      witness.change(tab, 'refetch', 'refetch', () => client.refetch())
      return true
    case 'rename': {
      const call = witness.binds(tab)
      witness.change(tab, 'change', 'mutate me', () => client.mutate(changeOfMe({ call, first_name: `Name ${call}` })))
      return true
    }
    case 'resign': {
      const call = witness.binds(tab)
      const name = `mutate me, leaving ${step.name}`
      const query = { call, leave: world.organization(step.name).id }
      witness.change(tab, 'change', name, () => client.mutate(changeOfMe(query)))
      return true
    }
    case 'create-organization': {
      const { step: organizations } = organizationsOf(tab).$state.get()
      if (organizations.kind !== 'manage' || witness.isQueueing(tab)) return true
      const name = `Founded ${server.moment()}`
      witness.change(tab, 'action', `create ${name}`, () => settled(organizations.create({ name })))
      return true
    }
    case 'leave': {
      const { step: organizations } = organizationsOf(tab).$state.get()
      if (organizations.kind !== 'manage' || witness.isQueueing(tab)) return true
      const place = step.name ? world.organization(step.name) : organizations.active?.organization
      if (!place) return true
      witness.bindsLeaving(tab, place.id)
      witness.change(tab, 'action', `leave ${place.name}`, () => settled(organizations.leave(place.id)))
      return true
    }
    case 'accept-invitation': {
      const { step: invitation } = createInvitation(client).$state.get()
      if (invitation.kind !== 'start') return true
      const { token } = world.inviteToOrganization({ email: `${step.who}@example.com`, organization: step.name })
      witness.change(tab, 'change', `accept of ${step.who} in ${step.name}`, () => settled(invitation.accept(token)))
      return true
    }
    case 'call-api': {
      const call = witness.binds(tab)
      const { apiDraws } = stage
      let sent = 0
      const app: typeof fetch = (input, init) =>
        new Promise((resolve) => {
          const bearer = new Request(input, init).headers.get('authorization') ?? ''
          witness.sends(tab, call, bearer.replace('Bearer ', ''))
          const status = step.refused && ++sent === 1 ? 401 : 200
          timeline.after(apiDraws.between(20, 2_000), tab, `the app's API answers ${tab.name}`, () =>
            resolve(new Response('{}', { status })),
          )
        })
      const api = createAuthFetch(client, { origins: [appOrigin], fetch: app })
      const body = step.method === 'POST' ? { body: 'a note' } : {}
      witness.change(tab, 'api', `${step.method} the app's API`, () =>
        api(`${appOrigin}/notes`, { method: step.method, ...body }),
      )
      return true
    }
    case 'listen': {
      const organizationId = world.organization('Acme').id
      listenAsApp(step.to, step.and, { tab, witness, now: timeline.now, organizationId })
      return true
    }
    default:
      return false
  }
}

/** The flow that the page shows, or one of its own for this action. */
const organizationsOf = ({ rooms, client }: Tab) => rooms?.organizations ?? createOrganizations(client)

/** An action never rejects: its error stands in the state. */
async function settled(acting: Promise<{ readonly error: { readonly cause: unknown } | undefined }>): Promise<void> {
  const { error } = await acting
  if (error) throw error.cause
}

const appOrigin = 'https://api.app.example'

/** Accepts any value. */
const anything: ApiRequest<unknown>['schema'] = { '~standard': { validate: (value: unknown) => ({ value }) } }

/** A profile change carries its call's name in its URL, where the run can read it. */
const changeOfMe = ({ call, leave, first_name }: Readonly<Record<string, string>>): ApiRequest<unknown> => ({
  method: 'post',
  path: 'me',
  query: { call, leave },
  form: { first_name },
  schema: anything,
})
