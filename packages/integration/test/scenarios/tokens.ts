import { decodeJwt } from 'jose'
import { expect } from 'vitest'
import { claimsOf, expectRefusal, shown, signIn, signInOf } from '../stage.js'
import type { Scenario } from './scenario.js'

export const tokenScenarios: readonly Scenario[] = [
  {
    name: 'the claims of a token follow every switch',
    async play({ openAs, id, world, emulator }) {
      const client = await openAs('ada', 'grace')
      const sid = client.$state.get().container?.id
      const iss = emulator.baseUrl
      const grace = world.user('grace').id
      const ada = world.user('ada').id

      expect(contextOf(await claimsOf(client))).toEqual({ iss, sid, sub: grace, permissions: {} })

      await client.switchOrganization(id('Globex'))
      expect(contextOf(await claimsOf(client))).toEqual({
        iss,
        sid,
        sub: grace,
        organization: id('Globex'),
        permissions: { organization: ['invoices:read'] },
      })

      await client.switchWorkspace(id('Engineering'))
      expect(contextOf(await claimsOf(client))).toEqual({
        iss,
        sid,
        sub: grace,
        organization: id('Acme'),
        workspace: id('Engineering'),
        permissions: {
          organization: ['organization:member', 'invoices:read', 'invoices:write'],
          workspace: ['workspace:member', 'reports:read'],
        },
      })

      await client.switchSignIn(signInOf(client, 'ada'))
      expect(contextOf(await claimsOf(client))).toEqual({ iss, sid, sub: ada, permissions: {} })

      await client.switchSignIn(signInOf(client, 'grace'))
      expect(await claimsOf(client)).toMatchObject({ sub: grace, workspace: id('Engineering') })

      await client.switchOrganization()
      expect(contextOf(await claimsOf(client))).toEqual({ iss, sid, sub: grace, permissions: {} })
    },
  },
  {
    name: 'a token asked for while a switch runs is of the new context',
    async play({ openAs, id }) {
      const client = await openAs('ada')
      await client.getToken()
      const switching = client.switchWorkspace(id('Research'))
      expect(await claimsOf(client)).toMatchObject({ organization: id('Globex'), workspace: id('Research') })
      await switching
    },
  },
  {
    name: 'the session a token names is the one the server knows, not the sign-in',
    async play({ openAs, world }) {
      const client = await openAs('ada')
      const { sid, iat, exp } = await claimsOf(client)
      expect(sid).toBe(world.state().sessions[0]?.id)
      expect(Number(exp) - Number(iat)).toBe(35)
    },
  },
  {
    name: 'many callers at once share one mint, and later ones the token',
    async play({ openAs, world }) {
      const client = await openAs('ada')
      world.requests.clear()
      const tokens = await Promise.all(Array.from({ length: 50 }, () => client.getToken()))
      expect(await client.getToken('default')).toBe(tokens[0])
      expect(new Set(tokens).size).toBe(1)
      expect(world.requests.all().map(({ path }) => path)).toEqual(['/session/token'])
    },
  },
  {
    name: 'a template has claims and a lifetime of its own',
    async play({ openAs, id }) {
      const client = await openAs('ada')
      await client.switchOrganization(id('Acme'))
      const token = await client.getToken('billing')
      const { metadata, iat, exp } = decodeJwt(token)
      expect(metadata).toEqual({ email: 'ada@example.com', plan: 'pro' })
      expect(Number(exp) - Number(iat)).toBe(65)
      expect(await client.getToken({ template: 'billing' })).toBe(token)
      expect(await client.getToken()).not.toBe(token)
      expect(await claimsOf(client)).not.toHaveProperty('metadata')
    },
  },
  {
    name: 'an unknown template is refused by name, again and again, and harms no other',
    async play({ openAs }) {
      const client = await openAs('ada')
      await expectRefusal(client, () => client.getToken('nonsense'), 'template-not-found')
      await expectRefusal(client, () => client.getToken({ template: '../../me?x=&' }), 'template-not-found')
      await expectRefusal(client, () => client.getToken('nonsense'), 'template-not-found')
      expect(await client.getToken('billing')).not.toBe('')
    },
  },
  {
    name: 'a token minted anew carries new roles',
    async play({ openAs, id, world }) {
      const client = await openAs('linus')
      await client.switchOrganization(id('Acme'))
      expect(await claimsOf(client)).toMatchObject({ permissions: { organization: ['organization:member'] } })
      world.setMembershipRoles(world.organizationMembership('linus', 'Acme').id, ['Billing'])
      const token = await client.getToken({ forceRefresh: true })
      expect(decodeJwt(token)).toMatchObject({ permissions: { organization: ['invoices:read', 'invoices:write'] } })
    },
  },
  {
    name: 'roles the session learns of are in the next token without asking for a new one',
    async play({ openAs, id, world }) {
      const client = await openAs('linus')
      await client.switchOrganization(id('Acme'))
      await client.getToken()
      world.setMembershipRoles(world.organizationMembership('linus', 'Acme').id, ['Admin'])
      await client.refetch()
      expect(await claimsOf(client)).toMatchObject({ permissions: { organization: ['organization:admin'] } })
    },
  },
  {
    name: 'a switch made behind our back is learned from the token',
    async play({ openTwice, id }) {
      const { first, reopen } = await openTwice()
      await signIn(first, 'ada')
      const second = await reopen()
      await first.getToken()
      await second.switchOrganization(id('Acme'))
      const token = await first.getToken({ forceRefresh: true })
      expect(decodeJwt(token)).toMatchObject({ organization: id('Acme') })
      expect(shown(first)).toMatchObject({ organization: 'Acme' })
    },
  },
  {
    name: 'nobody signed out gets a token, and nothing is minted',
    async play({ open, world }) {
      const client = await open()
      world.requests.clear()
      await expectRefusal(client, () => client.getToken(), 'signed-out')
      await expectRefusal(client, () => client.getToken('billing'), 'signed-out')
      expect(world.requests.all()).toEqual([])
    },
  },
  {
    name: 'a caller who gives up is told so at once',
    async play({ openAs }) {
      const client = await openAs('ada')
      const given = new AbortController()
      const token = client.getToken({ signal: given.signal })
      given.abort()
      await expect(token).rejects.toMatchObject({ code: 'aborted' })
      await expect(client.getToken({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
      expect(await claimsOf(client)).toHaveProperty('sub')
    },
  },
]

/** What a token says about who and where, without its times. */
function contextOf({ iat: _iat, exp: _exp, ...context }: object & { iat?: unknown; exp?: unknown }) {
  return context
}
