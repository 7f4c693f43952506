import { describe, expect, test } from 'vitest'
import type { AuthContext } from '../../src/model/context.js'
import { agrees, readClaims, type TokenClaims } from '../../src/tokens/claims.js'
import { aToken } from '../set-up.js'

/** Server time, seconds and ms. */
const iat = 1_768_478_400
const iatMs = iat * 1_000

describe('the claims of a token', () => {
  test('say who, where and how long', () => {
    const token = aToken({ sub: 'u', sid: 's', organization: 'o', workspace: 'w', iat, exp: iat + 35 })
    expect(readClaims(token, iatMs + 30_500)).toEqual({
      userId: 'u',
      sessionId: 's',
      organizationId: 'o',
      workspaceId: 'w',
      issuedAtMs: iatMs,
      expiresAtMs: iatMs + 30_500,
    })
  })

  test.each([
    ['sid', 'session_id', 'sess'],
    ['session_id', 'sess', undefined],
    ['sess', undefined, undefined],
  ])('name the session by %s before %s and %s', (...names) => {
    const claims = Object.fromEntries(names.filter((name) => name !== undefined).map((name) => [name, `by ${name}`]))
    expect(readClaims(aToken(claims), 0).sessionId).toBe(`by ${names[0]}`)
  })

  test('may hold ids as numbers, and nothing as 0, null or no text', () => {
    const claims = readClaims(aToken({ sub: 42, organization: 0, workspace: '', sid: null }), 0)
    expect(claims).toMatchObject({ userId: '42', organizationId: undefined, workspaceId: undefined })
    expect(claims.sessionId).toBeUndefined()
  })

  test.each([
    { expiresMs: iatMs + 30_000, exp: iat + 35, lifetimeMs: 30_000 },
    { expiresMs: iatMs + 40_000, exp: iat + 35, lifetimeMs: 35_000 },
    { expiresMs: 0, exp: iat + 35, lifetimeMs: 35_000 },
    { expiresMs: null, exp: iat + 35, lifetimeMs: 35_000 },
    { expiresMs: undefined, exp: iat + 35, lifetimeMs: 35_000 },
    { expiresMs: Number.NaN, exp: iat + 35, lifetimeMs: 35_000 },
    { expiresMs: iatMs + 30_000, exp: undefined, lifetimeMs: 30_000 },
    { expiresMs: iatMs, exp: iat, lifetimeMs: 0 },
    { expiresMs: iatMs - 5_000, exp: undefined, lifetimeMs: -5_000 },
  ])('end at the earlier of exp $exp and expires $expiresMs', ({ expiresMs, exp, lifetimeMs }) => {
    expect(readClaims(aToken({ iat, exp }), expiresMs).expiresAtMs).toBe(iatMs + lifetimeMs)
  })

  test.each([
    ['seconds', iat, iatMs],
    ['seconds with a fraction', iat + 0.5, iatMs + 500],
    ['seconds as text', `${iat}`, iatMs],
    ['milliseconds', iatMs, iatMs],
    ['milliseconds as text', `${iatMs}`, iatMs],
    ['nothing', undefined, undefined],
    ['null', null, undefined],
    ['zero', 0, undefined],
    ['an instant before 1970', -1, undefined],
    ['a number no clock shows', '1e400', undefined],
    ['no number', 'yesterday', undefined],
    ['an object', {}, undefined],
  ])('take %s for an instant as what it is', (_, instant, ms) => {
    const claims = readClaims(aToken({ iat: instant, exp: instant }), undefined)
    expect([claims.issuedAtMs, claims.expiresAtMs]).toEqual([ms, ms])
  })

  test('say nothing of an end where neither the token nor the server does', () => {
    expect(readClaims(aToken({ iat }), 0)).toMatchObject({ issuedAtMs: iatMs, expiresAtMs: undefined })
  })

  test.each(['', 'nonsense', 'a.b.c', 'a.bnVsbA.c'])('of what is no token cannot be read: %j', (token) => {
    expect(() => readClaims(token, 0)).toThrow()
  })
})

describe('a token', () => {
  const claims: TokenClaims = {
    userId: 'u',
    sessionId: 's',
    organizationId: 'o',
    workspaceId: 'w',
    issuedAtMs: undefined,
    expiresAtMs: undefined,
  }
  const context: AuthContext = {
    sessionId: 's',
    signInId: 'i',
    userId: 'u',
    organizationMembershipId: 'm',
    organizationId: 'o',
    workspaceMembershipId: 'n',
    workspaceId: 'w',
  }

  const outside = { organizationId: undefined, organizationMembershipId: undefined }
  const outsideWorkspaces = { workspaceId: undefined, workspaceMembershipId: undefined }

  describe.each([{ confirmed: false }, { confirmed: true }])('while the session was asked since: $confirmed', (now) => {
    const fits = (said: Partial<TokenClaims>, believed: Partial<AuthContext> = {}) =>
      agrees({ ...claims, ...said }, { ...context, ...believed }, now.confirmed)

    test('speaks for the context it names', () => {
      expect(fits({})).toBe(true)
    })

    test.each(['userId', 'sessionId', 'organizationId', 'workspaceId'])('of another %s does not', (name) => {
      expect(fits({ [name]: 'other' })).toBe(false)
    })

    test('without an organization or workspace means that none is active', () => {
      expect(fits({ organizationId: undefined })).toBe(false)
      expect(fits({ workspaceId: undefined })).toBe(false)
      expect(fits({ organizationId: undefined }, outside)).toBe(true)
      expect(fits({ workspaceId: undefined }, outsideWorkspaces)).toBe(true)
    })

    test('with an organization or workspace does not fit where none is active', () => {
      expect(fits({}, outside)).toBe(false)
      expect(fits({}, outsideWorkspaces)).toBe(false)
    })

    test('may name any place whose membership the session does not show, once that was confirmed', () => {
      expect(fits({}, { organizationId: undefined })).toBe(now.confirmed)
      expect(fits({}, { workspaceId: undefined })).toBe(now.confirmed)
      expect(fits({ organizationId: undefined }, { organizationId: undefined })).toBe(true)
    })

    test('that names no user or session is not refused for it', () => {
      expect(fits({ userId: undefined, sessionId: undefined })).toBe(true)
      expect(fits({}, { userId: undefined })).toBe(true)
    })
  })
})
