import { expect, test } from 'vitest'
import type { User } from '../../src/model/user.js'
import { createTokenCache, type HeldToken } from '../../src/state/token-cache.js'
import { aContainer, aSignIn, setUpStore } from '../set-up.js'

const acme = { id: 'm', organization: { id: 'o' }, roles: ['x'] } as never
const inAcme = { activeOrganizationMembershipId: 'm', activeOrganizationMembership: acme }
const acmeWithoutRoles = { id: 'm', organization: { id: 'o' }, roles: [] } as never

function setUpCache() {
  const { store } = setUpStore(aContainer([aSignIn('a', inAcme)]))
  const tokens = createTokenCache(store)
  tokens.held.set('', {} as HeldToken)
  tokens.flights.set('', new Promise(() => {}))
  const hear = (container: ReturnType<typeof aContainer>) => {
    store.apply({ type: 'snapshot-received', container: structuredClone(container), raw: 0, stamp: 1, heard: 1 })
    return [tokens.held.size, tokens.flights.size]
  }
  return { store, tokens, hear }
}

test('what is held stays while nothing it is made from changes', () => {
  expect(setUpCache().hear(aContainer([aSignIn('a', inAcme)]))).toEqual([1, 1])
  expect(setUpCache().hear(aContainer([aSignIn('a', { ...inAcme, city: 'Paris' }), aSignIn('b')]))).toEqual([1, 1])
})

test.each([
  ['the browser session', aContainer([aSignIn('a', inAcme)], { id: 'other' })],
  ['the account', aContainer([aSignIn('b', inAcme)])],
  ['the user', aContainer([aSignIn('a', { ...inAcme, user: { id: 'user-of-a', firstName: 'New' } as User })])],
  ['the organization', aContainer([aSignIn('a', { activeOrganizationMembershipId: 'n' })])],
  ['the roles', aContainer([aSignIn('a', { ...inAcme, activeOrganizationMembership: acmeWithoutRoles })])],
  ['the workspace', aContainer([aSignIn('a', { ...inAcme, activeWorkspaceMembershipId: 'w' })])],
  ['that anybody is signed in', aContainer([aSignIn('a', inAcme)], { activeSignIn: undefined })],
])('all is gone as soon as %s changes', (_, container) => {
  expect(setUpCache().hear(container)).toEqual([0, 0])
})

test('all is gone before any listener hears of the change', () => {
  const { store, tokens } = setUpCache()
  const seen: number[] = []
  store.$state.listen(() => seen.push(tokens.held.size))
  store.apply({ type: 'signed-out', signInId: undefined, stamp: 1 })
  expect(seen).toEqual([0])
})
