import type { Client, ClientEvents } from '@wachter/core'
import { expect } from 'vitest'
import { claimsOf, expectRefusal, shown, signInOf } from '../stage.js'
import type { Scenario } from './scenario.js'

export const signOutScenarios: readonly Scenario[] = [
  {
    name: 'signing out an account that is not active keeps the active one active, in its place',
    async play({ openAs, id, world }) {
      const client = await openAs('ada', 'grace')
      await client.switchWorkspace(id('Engineering'))
      const endings = endingsOf(client)
      await client.signOut(signInOf(client, 'ada'))
      const expected = {
        status: 'signed-in',
        who: 'grace',
        organization: 'Acme',
        workspace: 'Engineering',
        accounts: ['grace'],
      }
      expect(shown(client)).toEqual(expected)
      await client.refetch()
      expect(shown(client)).toEqual(expected)
      expect(await claimsOf(client)).toMatchObject({ sub: world.user('grace').id, workspace: id('Engineering') })
      expect(endings).toEqual([])
    },
  },
  {
    name: 'signing out the active account leaves the other one dormant',
    async play({ openAs }) {
      const client = await openAs('ada', 'grace')
      const endings = endingsOf(client)
      await client.signOut(signInOf(client, 'grace'))
      expect(shown(client)).toEqual({ status: 'signed-out', accounts: ['ada'] })
      expect(client.$session.get()).toBeNull()
      expect(endings).toMatchObject([{ reason: 'here', signIn: { user: { username: 'grace' } } }])
      await expect(client.getToken()).rejects.toMatchObject({ code: 'signed-out' })
      await client.refetch()
      expect(shown(client)).toEqual({ status: 'signed-out', accounts: ['ada'] })
    },
  },
  {
    name: 'a dormant account comes back when it is switched to',
    async play({ openAs, world }) {
      const client = await openAs('ada', 'grace')
      await client.signOut(signInOf(client, 'grace'))
      await client.switchSignIn(signInOf(client, 'ada'))
      expect(shown(client)).toEqual({ status: 'signed-in', who: 'ada', accounts: ['ada'] })
      expect(await claimsOf(client)).toMatchObject({ sub: world.user('ada').id })
    },
  },
  {
    name: 'signing out of everything leaves an empty session with the same id',
    async play({ openAs, world }) {
      const client = await openAs('ada', 'grace', 'linus')
      const sessionId = client.$state.get().container?.id
      const endings = endingsOf(client)
      await client.signOut()
      expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
      expect(endings).toMatchObject([{ reason: 'here' }])
      expect(world.state().signins).toEqual([])
      expect(client.$state.get().container?.id).toBe(sessionId)
    },
  },
  {
    name: 'signing out when nobody is signed in does no harm',
    async play({ open }) {
      const client = await open()
      const endings = endingsOf(client)
      await client.signOut()
      expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
      expect(endings).toEqual([])
    },
  },
  {
    name: 'signing out an account that is not here is refused and nobody is signed out',
    async play({ openAs }) {
      const client = await openAs('ada', 'grace')
      const before = shown(client)
      const endings = endingsOf(client)
      await expect(client.signOut('7290000000000009999')).rejects.toMatchObject({ code: 'sign-in-not-found' })
      expect(shown(client)).toEqual(before)
      await client.refetch()
      expect(shown(client)).toEqual(before)
      expect(endings).toEqual([])
    },
  },
  {
    name: 'signing out here leaves the same person signed in elsewhere',
    async play({ openAs }) {
      const here = await openAs('ada')
      const there = await openAs('ada')
      await here.signOut()
      await there.refetch()
      expect(shown(there)).toMatchObject({ status: 'signed-in', who: 'ada' })
    },
  },
  {
    name: 'a sign-in revoked from another device ends the session at the next look',
    async play({ openAs, world }) {
      const here = await openAs('ada')
      const there = await openAs('ada')
      const endings = endingsOf(here)
      const here_ = signInOf(here, 'ada')
      await there.mutate({ method: 'post', path: `me/signins/${here_}/signout`, schema: anything })
      expect(shown(there)).toMatchObject({ status: 'signed-in', who: 'ada' })
      await here.refetch()
      expect(here.$session.get()).toBeNull()
      expect(shown(here)).toEqual({ status: 'signed-out', accounts: [] })
      expect(endings).toMatchObject([{ reason: 'revoked', signIn: { id: here_ } }])
      expect(world.state().signins).toHaveLength(1)
    },
  },
  {
    name: 'a revoked sign-in is noticed by asking for a token',
    async play({ openAs, world }) {
      const client = await openAs('ada', 'grace')
      const endings = endingsOf(client)
      world.revokeSignIn(signInOf(client, 'grace'))
      await expect(client.getToken()).rejects.toMatchObject({ code: 'signed-out' })
      expect(shown(client)).toEqual({ status: 'signed-out', accounts: ['ada'] })
      expect(endings).toMatchObject([{ reason: 'revoked' }])
    },
  },
  {
    name: 'a revoked account that is dormant just disappears',
    async play({ openAs, world }) {
      const client = await openAs('ada', 'grace')
      const endings = endingsOf(client)
      world.revokeSignIn(signInOf(client, 'ada'))
      await client.refetch()
      expect(shown(client)).toEqual({ status: 'signed-in', who: 'grace', accounts: ['grace'] })
      expect(endings).toEqual([])
    },
  },
  {
    name: 'a deleted account is signed out at the next look',
    async play({ openAs, world }) {
      const client = await openAs('linus')
      const endings = endingsOf(client)
      world.deleteUser('linus')
      await client.refetch()
      expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
      expect(endings).toMatchObject([{ reason: 'revoked' }])
    },
  },
  {
    name: 'a session the server has forgotten is replaced by an anonymous one',
    async play({ openAs, world }) {
      const client = await openAs('ada')
      const endings = endingsOf(client)
      const before = client.$state.get().container?.id ?? ''
      world.deleteSession(before)
      await client.refetch()
      expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
      expect(client.$state.get().container?.id).not.toBe(before)
      expect(endings).toMatchObject([{ reason: 'replaced' }])
      await client.refetch()
      expect(world.state().sessions).toHaveLength(1)
    },
  },
  {
    name: 'an aged transport token is exchanged without anyone noticing',
    async play({ openAs, world }) {
      const client = await openAs('ada')
      const before = client.$state.get().container
      world.expireTransportToken(before?.id ?? '')
      await client.refetch()
      await client.refetch()
      expect(client.$state.get().container).toBe(before)
      expect(world.state().sessions).toHaveLength(1)
    },
  },
  {
    name: 'what is refused to somebody signed out is not taken for a refusal of the account',
    async play({ open }) {
      const client = await open()
      await expectRefusal(client, () => client.request({ path: 'me', schema: anything }), 'signed-out')
    },
  },
]

/** What `signed-out` tells from now on. */
function endingsOf(client: Client): ClientEvents['signed-out'][] {
  const endings: ClientEvents['signed-out'][] = []
  client.on('signed-out', (event) => endings.push(event))
  return endings
}

/** A schema of somebody else's that takes everything. */
const anything = { '~standard': { validate: (value: unknown) => ({ value }) } }
