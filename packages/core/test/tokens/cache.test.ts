import { describe, expect, test, vi } from 'vitest'
import type { SessionContainer } from '../../src/model/session.js'
import type { User } from '../../src/model/user.js'
import { agingOf } from '../../src/tokens/age.js'
import { createTokenCache, type MintedToken } from '../../src/tokens/cache.js'
import { aContainer, anAnswer, aSignIn, clock, minuteMs, pass, setUpStore, sleep, startMs } from '../set-up.js'

const acme = { id: 'm', organization: { id: 'o' }, roles: ['x'] } as never
const inAcme = { activeOrganizationMembershipId: 'm', activeOrganizationMembership: acme }
const acmeWithoutRoles = { id: 'm', organization: { id: 'o' }, roles: [] } as never
const space = { id: 'n', workspace: { id: 'w' }, roles: ['x'] } as never
const inSpace = { activeWorkspaceMembershipId: 'n', activeWorkspaceMembership: space }
const spaceWithoutRoles = { id: 'n', workspace: { id: 'w' }, roles: [] } as never

/** A token whose request begins now: usable for 25 s, renewed from 20 s on. */
const aMinted = (token = 'token'): MintedToken => ({
  token,
  claims: {} as never,
  ...agingOf(30_000, clock.now(), clock.monotonic()),
})

function setUpCache(container: SessionContainer | undefined = aContainer([aSignIn('a', { ...inAcme, ...inSpace })])) {
  const { store } = setUpStore(container)
  const tokens = createTokenCache({ store, clock })
  const hear = (heard: SessionContainer, askedAt = 100) =>
    store.apply({ type: 'answer-received', answer: anAnswer(heard, askedAt) })
  const taken = (template = '') => tokens.take(template, clock.now())?.minted.token
  const kept = tokens.keep('', aMinted(), tokens.basis())
  return { store, tokens, hear, taken, kept }
}

describe('a kept token', () => {
  test('is given for its template only', () => {
    const { tokens, taken, kept } = setUpCache()
    expect(kept).toBe(true)
    tokens.keep('billing', aMinted('billing token'), tokens.basis())
    expect([taken(''), taken('billing'), taken('other'), taken('constructor')]).toEqual([
      'token',
      'billing token',
      undefined,
      undefined,
    ])
  })

  test('is given until it is too old, and it is said when it is time for the next one', async () => {
    const { tokens, taken } = setUpCache()
    const isAging = () => tokens.take('', clock.now())?.isAging
    await pass(19_999)
    expect(isAging()).toBe(false)
    await pass(1)
    expect(isAging()).toBe(true)
    await pass(4_999)
    expect(taken()).toBe('token')
    await pass(1)
    expect(taken()).toBeUndefined()
  })

  test('is too old after a sleep, in which only the wall clock went on', () => {
    const { taken } = setUpCache()
    sleep(25_000)
    expect(taken()).toBeUndefined()
  })

  test('is too old after its life, also when the wall clock was set back meanwhile', async () => {
    const { taken } = setUpCache()
    vi.setSystemTime(startMs - 60 * minuteMs)
    expect(taken()).toBe('token')
    await pass(25_000)
    expect(taken()).toBeUndefined()
  })

  test('gives way to the next one', () => {
    const { tokens, taken } = setUpCache()
    tokens.keep('', aMinted('next'), tokens.basis())
    expect(taken()).toBe('next')
  })
})

describe('all that is kept', () => {
  test.each<[string, SessionContainer]>([
    ['nothing', aContainer([aSignIn('a', { ...inAcme, ...inSpace })])],
    ['what no token says', aContainer([aSignIn('a', { ...inAcme, ...inSpace, city: 'Paris' }), aSignIn('b')])],
  ])('stays when %s changes', (_, container) => {
    const { hear, taken, tokens } = setUpCache()
    const basis = tokens.basis()
    hear(container)
    expect(taken()).toBe('token')
    expect(tokens.basis()).toBe(basis)
  })

  test.each<[string, SessionContainer]>([
    ['the browser session', aContainer([aSignIn('a', { ...inAcme, ...inSpace })], { id: 'other' })],
    ['the account', aContainer([aSignIn('b', { ...inAcme, ...inSpace })])],
    [
      'the user',
      aContainer([aSignIn('a', { ...inAcme, ...inSpace, user: { id: 'user-of-a', firstName: 'New' } as User })]),
    ],
    ['the organization', aContainer([aSignIn('a', { ...inSpace, activeOrganizationMembershipId: 'other' })])],
    [
      'a role in the organization',
      aContainer([aSignIn('a', { ...inAcme, ...inSpace, activeOrganizationMembership: acmeWithoutRoles })]),
    ],
    ['the workspace', aContainer([aSignIn('a', { ...inAcme, activeWorkspaceMembershipId: 'other' })])],
    [
      'a role in the workspace',
      aContainer([aSignIn('a', { ...inAcme, ...inSpace, activeWorkspaceMembership: spaceWithoutRoles })]),
    ],
    ['that an account is active', aContainer([aSignIn('a', { ...inAcme, ...inSpace })], { activeSignIn: undefined })],
  ])('is gone as soon as %s changes, and what was minted before is not kept any more', (_, container) => {
    const { hear, taken, tokens } = setUpCache()
    const before = tokens.basis()
    hear(container)
    expect(taken()).toBeUndefined()
    expect(tokens.basis()).not.toBe(before)
    expect(tokens.keep('', aMinted(), before)).toBe(false)
    expect(taken()).toBeUndefined()
    expect(tokens.keep('', aMinted('new'), tokens.basis())).toBe(true)
    expect(taken()).toBe('new')
  })

  test('is gone before any listener hears of the change', () => {
    const { store, taken } = setUpCache()
    const seen: unknown[] = []
    store.$state.listen(() => seen.push(taken()))
    store.onTransition(() => seen.push(taken()))
    store.apply({ type: 'signed-out', signInIds: ['a'], at: 100 })
    expect(seen).toEqual([undefined, undefined])
  })

  test('is gone also when all changes back', () => {
    const { hear, taken, tokens } = setUpCache()
    const before = tokens.basis()
    hear(aContainer([aSignIn('b')]), 100)
    hear(aContainer([aSignIn('a', { ...inAcme, ...inSpace })]), 200)
    expect(taken()).toBeUndefined()
    expect(tokens.keep('', aMinted(), before)).toBe(false)
  })

  test('is gone when the app says that something changed', () => {
    const { taken, tokens } = setUpCache()
    const before = tokens.basis()
    tokens.invalidate(500)
    expect(taken()).toBeUndefined()
    expect(tokens.keep('', aMinted(), before)).toBe(false)
    expect(tokens.basis().since).toBe(500)
  })

  test('stays while the truth is in doubt: whether it is served is not for the cache to say', () => {
    const { store, taken } = setUpCache()
    store.apply({ type: 'doubted', at: 500 })
    store.apply({ type: 'mutation-started', kind: 'k' })
    expect(taken()).toBe('token')
  })
})

test('what tokens are minted from is so since the answer that said so, or since what made it doubted', () => {
  const { store, hear, tokens } = setUpCache()
  hear(aContainer([aSignIn('b')]), 100)
  expect(tokens.basis().since).toBe(100)
  store.apply({ type: 'signed-out', signInIds: ['b'], at: 300 })
  expect(tokens.basis().since).toBe(300)
})

test('the first answer makes a basis of its own', () => {
  const { store } = setUpStore()
  const tokens = createTokenCache({ store, clock })
  const before = tokens.basis()
  store.apply({ type: 'answer-received', answer: anAnswer(aContainer(), 100) })
  expect(tokens.keep('', aMinted(), before)).toBe(false)
  expect(tokens.basis().since).toBe(100)
})
