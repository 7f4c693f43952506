import { expect } from 'vitest'
import { claimsOf, expectRefusal, shown, until } from '../stage.js'
import type { Scenario } from './scenario.js'

const impersonationMs = 20 * 60_000

export const ticketScenarios: readonly Scenario[] = [
  {
    name: 'a ticket signs in as somebody else, for twenty minutes',
    async play({ openAs, world }) {
      const client = await openAs('ada')
      await client.exchangeTicket(world.mintTicket({ type: 'impersonation', user: 'linus' }))
      expect(shown(client)).toEqual({ status: 'signed-in', who: 'linus', accounts: ['linus', 'ada'] })
      const active = client.$activeSignIn.get()
      expect(Number(active?.expiresAtMs) - Number(active?.createdAtMs)).toBe(impersonationMs)
      expect(await claimsOf(client)).toMatchObject({ sub: world.user('linus').id })
    },
  },
  {
    name: 'the same ticket given twice is spent once',
    async play({ open, world }) {
      const client = await open()
      const ticket = world.mintTicket({ type: 'impersonation', user: 'linus' })
      world.requests.clear()
      await Promise.all([client.exchangeTicket(ticket), client.exchangeTicket(ticket)])
      await client.exchangeTicket(ticket)
      expect(shown(client)).toMatchObject({ who: 'linus' })
      expect(world.requests.all().filter(({ path }) => path.includes('ticket'))).toHaveLength(1)
    },
  },
  {
    name: 'a spent ticket and one that never was are rejected',
    async play({ openAs, open, world }) {
      const ticket = world.mintTicket({ type: 'impersonation', user: 'linus' })
      await (await open()).exchangeTicket(ticket)
      const client = await openAs('ada')
      await expectRefusal(client, () => client.exchangeTicket(ticket), 'ticket-rejected')
      await expectRefusal(client, () => client.exchangeTicket('ticket_of_nothing'), 'ticket-rejected')
      expect(shown(client)).toMatchObject({ who: 'ada' })
    },
  },
  {
    name: 'a ticket for somebody signed in already is refused and not spent',
    async play({ openAs, world }) {
      const client = await openAs('ada')
      const ticket = world.mintTicket({ type: 'impersonation', user: 'ada' })
      await expectRefusal(client, () => client.exchangeTicket(ticket), 'user-already-signed-in')
      await client.signOut()
      await client.exchangeTicket(ticket)
      expect(shown(client)).toMatchObject({ who: 'ada' })
    },
  },
  {
    name: 'a ticket of another kind leaves the account as it is',
    async play({ openAs, world }) {
      const client = await openAs('ada')
      const before = client.$session.get()
      await client.exchangeTicket(world.mintTicket({ type: 'agent_access', payload: { agents: [{ id: '1' }] } }))
      expect(client.$session.get()).toBe(before)
    },
  },
]

export const surroundingsScenarios: readonly Scenario[] = [
  {
    name: 'the deployment is loaded when listened to, with the overwrites of this client over it',
    async play({ open, world, emulator }) {
      const overwritten = await open({ uiOverwrites: { appName: 'Ours', supportPageUrl: 'https://help.example.com' } })
      const plain = await open()
      world.requests.clear()
      expect(overwritten.$deployment.get().data).toBeUndefined()
      expect(world.requests.all()).toEqual([])

      const [{ data: ours }, { data: theirs }] = await Promise.all([
        until(overwritten.$deployment, ({ data }) => data !== undefined),
        until(plain.$deployment, ({ data }) => data !== undefined),
      ])
      expect(ours).toMatchObject({ mode: plain.mode, uiSettings: { supportPageUrl: 'https://help.example.com' } })
      expect(ours?.uiSettings?.appName).toBe('Ours')
      expect(theirs?.uiSettings?.appName).toBe('Wachter Emulator')
      expect({ ...ours, uiSettings: undefined }).toEqual({ ...theirs, uiSettings: undefined })
      expect(ours?.uiSettings?.signInPageUrl).toBe(theirs?.uiSettings?.signInPageUrl)
      expect(ours?.authSettings).toMatchObject({ firstFactor: 'email_password', sessionTokenLifetime: 1_800 })
      // Ours is where requests go; the server's own idea of it is never used (PROTOCOL.md §1.1).
      expect(overwritten.baseUrl).toBe(emulator.baseUrl)
    },
  },
  {
    name: 'the deployment outlives a change of account',
    async play({ openAs, world }) {
      const client = await openAs('ada')
      const stop = client.$deployment.listen(() => {})
      const before = await until(client.$deployment, ({ data }) => data !== undefined)
      world.requests.clear()
      await client.signOut()
      expect(client.$deployment.get()).toBe(before)
      expect(world.requests.all().filter(({ path }) => path === '/deployment')).toEqual([])
      stop()
    },
  },
  {
    name: 'a client that starts from what a server knew shows it before any request',
    async play({ openAs, open, id, world }) {
      const rendered = await openAs('ada')
      await rendered.switchWorkspace(id('Engineering'))
      const initialState = JSON.parse(JSON.stringify(rendered.dehydrate()))
      world.requests.clear()
      const client = await open({ initialState })
      expect(shown(client)).toEqual(shown(rendered))
      expect(world.requests.all()).toEqual([])
    },
  },
  {
    name: 'what did not change keeps its reference and notifies nobody',
    async play({ openAs }) {
      const client = await openAs('ada', 'grace')
      const before = client.$state.get()
      const heard: unknown[] = []
      client.$state.listen((state) => heard.push(state))
      client.$user.listen((user) => heard.push(user))
      await client.refetch()
      await client.refetch()
      expect(client.$state.get()).toBe(before)
      expect(heard).toEqual([])
    },
  },
  {
    name: 'a call of one’s own is answered with what its schema makes of the data',
    async play({ openAs, world }) {
      const client = await openAs('ada')
      const usernameOnly = {
        '~standard': { validate: (value: unknown) => ({ value: (value as { username: string }).username }) },
      }
      expect(await client.request({ path: 'me', schema: usernameOnly })).toBe('ada')
      const ids = {
        '~standard': { validate: (value: unknown) => ({ value: (value as { id: string }[]).map((row) => row.id) }) },
      }
      expect(await client.request({ path: 'me/signins', schema: ids })).toEqual(
        world.state().signins.map((signin) => signin.id),
      )
    },
  },
  {
    name: 'every request stays a simple one that needs no preflight',
    async play({ openAs, id, world }) {
      const client = await openAs('ada', 'grace')
      await client.switchWorkspace(id('Engineering'))
      await client.signOut(client.$signIns.get().find(({ user }) => user?.username === 'ada')?.id)
      await client.getToken('billing')
      expect(world.requests.all().filter(({ method }) => !['GET', 'POST'].includes(method))).toEqual([])
    },
  },
]
