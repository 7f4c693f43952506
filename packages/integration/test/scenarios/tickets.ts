import { expect } from 'vitest'
import { claimsOf, expectRefusal, shown } from '../stage.js'
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
