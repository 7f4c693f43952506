import type { SessionError } from '@wachter/core'
import { expect } from 'vitest'
import { expectRefusal, shown, signInOf } from '../stage.js'
import type { Scenario } from './scenario.js'

const unknown = '7290000000000009999'

export const contextScenarios: readonly Scenario[] = [
  {
    name: 'switching account shows the other account, and back',
    async play({ openAs }) {
      const client = await openAs('ada', 'grace')
      await client.switchSignIn(signInOf(client, 'ada'))
      expect(shown(client)).toEqual({ status: 'signed-in', who: 'ada', accounts: ['grace', 'ada'] })
      await client.switchSignIn(signInOf(client, 'grace'))
      expect(shown(client)).toEqual({ status: 'signed-in', who: 'grace', accounts: ['grace', 'ada'] })
    },
  },
  {
    name: 'switching organization enters it without a workspace',
    async play({ openAs, id }) {
      const client = await openAs('ada')
      await client.switchOrganization(id('Acme'))
      expect(shown(client)).toMatchObject({ organization: 'Acme', workspace: undefined })
      const membership = client.$activeSignIn.get()?.activeOrganizationMembership
      expect(membership?.roles.map(({ name }) => name)).toEqual(['Admin', 'Billing'])
      await client.switchOrganization(id('Globex'))
      expect(shown(client)).toMatchObject({ organization: 'Globex', workspace: undefined })
    },
  },
  {
    name: 'switching workspace enters its organization too',
    async play({ openAs, id }) {
      const client = await openAs('ada')
      await client.switchOrganization(id('Globex'))
      await client.switchWorkspace(id('Engineering'))
      expect(shown(client)).toMatchObject({ organization: 'Acme', workspace: 'Engineering' })
      await client.switchWorkspace(id('Research'))
      expect(shown(client)).toMatchObject({ organization: 'Globex', workspace: 'Research' })
    },
  },
  {
    name: 'switching organization leaves the workspace, also that of the same organization',
    async play({ openAs, id }) {
      const client = await openAs('ada')
      await client.switchWorkspace(id('Engineering'))
      await client.switchOrganization(id('Acme'))
      expect(shown(client)).toMatchObject({ organization: 'Acme', workspace: undefined })
    },
  },
  {
    name: 'switching to no organization leaves both',
    async play({ openAs, id }) {
      const client = await openAs('ada')
      await client.switchWorkspace(id('Engineering'))
      await client.switchOrganization()
      expect(shown(client)).toEqual({ status: 'signed-in', who: 'ada', accounts: ['ada'] })
    },
  },
  {
    name: 'switching to where one is already changes nothing',
    async play({ openAs, id }) {
      const client = await openAs('ada')
      await client.switchWorkspace(id('Engineering'))
      const changes: unknown[] = []
      client.on('context-changed', (event) => changes.push(event))
      await client.switchWorkspace(id('Engineering'))
      await client.switchSignIn(signInOf(client, 'ada'))
      expect(shown(client)).toMatchObject({ organization: 'Acme', workspace: 'Engineering' })
      expect(changes).toEqual([])
    },
  },
  {
    name: 'each account comes back to the place it was in',
    async play({ openAs, id }) {
      const client = await openAs('ada', 'grace')
      await client.switchOrganization(id('Globex'))
      await client.switchSignIn(signInOf(client, 'ada'))
      await client.switchWorkspace(id('Marketing'))
      await client.switchSignIn(signInOf(client, 'grace'))
      expect(shown(client)).toMatchObject({ who: 'grace', organization: 'Globex', workspace: undefined })
      await client.switchSignIn(signInOf(client, 'ada'))
      expect(shown(client)).toMatchObject({ who: 'ada', organization: 'Acme', workspace: 'Marketing' })
    },
  },
  {
    name: 'a change of context is told once, after the state shows it',
    async play({ openAs, id }) {
      const client = await openAs('ada')
      const told: unknown[] = []
      client.on('context-changed', () => told.push(client.$activeOrganization.get()?.name))
      await client.switchOrganization(id('Acme'))
      await client.switchOrganization()
      expect(told).toEqual(['Acme', undefined])
    },
  },
  {
    name: 'the page stays on screen while a switch runs',
    async play({ openAs, id }) {
      const client = await openAs('ada')
      const seen: unknown[] = []
      const stop = client.$state.listen(({ status, pending }) => seen.push([status, pending]))
      await client.switchOrganization(id('Acme'))
      stop()
      expect(seen).toEqual([
        ['signed-in', 'switch-organization'],
        ['signed-in', undefined],
      ])
    },
  },
  {
    name: 'what is not known is refused by name and nothing changes',
    async play({ openAs, id }) {
      const client = await openAs('ada', 'linus')
      await client.switchWorkspace(id('Engineering'))
      await expectRefusal(client, () => client.switchSignIn(unknown), 'sign-in-not-found')
      await expectRefusal(client, () => client.switchOrganization(unknown), 'organization-not-found')
      await expectRefusal(client, () => client.switchWorkspace(unknown), 'workspace-not-found')
      // There is such a workspace, but Linus is no member of it.
      await expectRefusal(client, () => client.switchWorkspace(id('Marketing')), 'workspace-not-found')
      // The id of an organization is no id of a workspace.
      await expectRefusal(client, () => client.switchWorkspace(id('Acme')), 'workspace-not-found')
      expect(shown(client)).toMatchObject({ who: 'linus', organization: 'Acme', workspace: 'Engineering' })
    },
  },
  {
    name: 'ids are sent as they are, whatever is in them',
    async play({ openAs }) {
      const client = await openAs('ada')
      for (const strange of ['../token', '1&organization_id=2', '%00', 'a b', '💥', "'; --"]) {
        await expectRefusal(client, () => client.switchOrganization(strange), 'organization-not-found')
        await expectRefusal(client, () => client.switchSignIn(strange), 'sign-in-not-found')
      }
    },
  },
  {
    name: 'an empty id is an invalid argument and asks nobody',
    async play({ openAs, world }) {
      const client = await openAs('ada')
      world.requests.clear()
      await expectRefusal(client, () => client.switchSignIn(''), 'invalid-argument')
      await expectRefusal(client, () => client.switchOrganization(''), 'invalid-argument')
      await expectRefusal(client, () => client.switchWorkspace(''), 'invalid-argument')
      await expectRefusal(client, () => client.signOut(''), 'invalid-argument')
      await expectRefusal(client, () => client.exchangeTicket(''), 'invalid-argument')
      expect(world.requests.all().filter(({ path }) => path !== '/session/token')).toEqual([])
    },
  },
  {
    name: 'an organization that demands a second factor is restricted for who has none',
    async play({ openAs, id }) {
      const client = await openAs('linus')
      await client.switchOrganization(id('Acme'))
      await expectRefusal(client, () => client.switchOrganization(id('Globex')), 'not-eligible')
      await expectRefusal(client, () => client.switchWorkspace(id('Research')), 'not-eligible')
      expect(shown(client)).toMatchObject({ organization: 'Acme' })
      expect((client.$state.get().error as SessionError).status).toBe(403)
    },
  },
  {
    name: 'a restriction is gone once the second factor is there',
    async play({ openAs, id, world }) {
      const client = await openAs('linus')
      world.setAuthenticator('linus', true)
      await client.switchOrganization(id('Globex'))
      expect(shown(client)).toMatchObject({ organization: 'Globex' })
    },
  },
  {
    name: 'switching while signed out is refused as signed out',
    async play({ open, id }) {
      const client = await open()
      await expectRefusal(client, () => client.switchOrganization(id('Acme')), 'signed-out')
      await expectRefusal(client, () => client.switchWorkspace(id('Engineering')), 'signed-out')
      await expectRefusal(client, () => client.switchSignIn(unknown), 'sign-in-not-found')
    },
  },
  {
    name: 'of two switches at once the later one wins',
    async play({ openAs, id }) {
      const client = await openAs('ada')
      const outcomes = await Promise.allSettled([
        client.switchOrganization(id('Acme')),
        client.switchOrganization(id('Globex')),
        client.switchWorkspace(id('Engineering')),
      ])
      expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'done'))).toEqual([
        'done',
        'superseded',
        'done',
      ])
      expect(shown(client)).toMatchObject({ organization: 'Acme', workspace: 'Engineering' })
    },
  },
  {
    name: 'a removed membership leaves the account in no organization',
    async play({ openAs, id, world }) {
      const client = await openAs('linus')
      await client.switchWorkspace(id('Engineering'))
      world.removeMembership(world.organizationMembership('linus', 'Acme').id)
      await client.refetch()
      expect(shown(client)).toEqual({ status: 'signed-in', who: 'linus', accounts: ['linus'] })
      // The server leaves the id dangling until the next switch (PROTOCOL.md §6.6).
      await expectRefusal(client, () => client.switchOrganization(id('Acme')), 'organization-not-found')
      await client.switchOrganization()
      expect(client.$activeSignIn.get()?.activeOrganizationMembershipId).toBeUndefined()
    },
  },
]
