import { describe, expect, test } from 'vitest'
import type { AuthContext } from '../../src/model/context.js'
import { agrees, readClaims, type TokenClaims } from '../../src/model/token.js'
import { aToken } from '../set-up.js'

describe('the claims of a token', () => {
  test('say who, where and how long', () => {
    const token = aToken({ sub: 'u', sid: 's', organization: 'o', workspace: 'w', iat: 1_000, exp: 1_035 })
    expect(readClaims(token, 1_030_500)).toEqual({
      userId: 'u',
      sessionId: 's',
      organizationId: 'o',
      workspaceId: 'w',
      issuedAtMs: 1_000_000,
      lifetimeMs: 30_500,
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
    { expires: 1_030_000, exp: 1_035, lifetimeMs: 30_000 },
    { expires: 1_040_000, exp: 1_035, lifetimeMs: 35_000 },
    { expires: 0, exp: 1_035, lifetimeMs: 35_000 },
    { expires: null, exp: 1_035, lifetimeMs: 35_000 },
    { expires: 1_030_000, exp: undefined, lifetimeMs: 30_000 },
    { expires: 1_000_000, exp: 1_000, lifetimeMs: 0 },
    { expires: undefined, exp: undefined, lifetimeMs: 0 },
  ])('end at the earlier of exp $exp and expires $expires', ({ expires, exp, lifetimeMs }) => {
    expect(readClaims(aToken({ iat: 1_000, exp }), expires).lifetimeMs).toBe(lifetimeMs)
  })

  test('of what is no token cannot be read', () => {
    for (const token of ['', 'nonsense', 'a.b.c']) expect(() => readClaims(token, 0)).toThrow()
  })
})

describe('a token', () => {
  const claims: TokenClaims = {
    userId: 'u',
    sessionId: 's',
    organizationId: 'o',
    workspaceId: 'w',
    issuedAtMs: 0,
    lifetimeMs: 0,
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

  test('speaks for the context it names', () => {
    expect(agrees(claims, context)).toBe(true)
  })

  test.each(['userId', 'sessionId', 'organizationId', 'workspaceId'] as const)('of another %s does not', (name) => {
    expect(agrees({ ...claims, [name]: 'other' }, context)).toBe(false)
  })

  test('without an organization or workspace means that none is active', () => {
    expect(agrees({ ...claims, organizationId: undefined }, context)).toBe(false)
    expect(agrees({ ...claims, workspaceId: undefined }, context)).toBe(false)
  })

  test('with an organization does not fit where none is active', () => {
    const outside = { organizationId: undefined, organizationMembershipId: undefined }
    expect(agrees(claims, { ...context, ...outside })).toBe(false)
    expect(agrees({ ...claims, organizationId: undefined }, { ...context, ...outside })).toBe(true)
  })

  test('may name any place whose membership the session did not show, once that was confirmed', () => {
    expect(agrees(claims, { ...context, organizationId: undefined })).toBe(false)
    expect(agrees(claims, { ...context, organizationId: undefined }, true)).toBe(true)
    expect(agrees({ ...claims, organizationId: 'other' }, context, true)).toBe(false)
    expect(agrees({ ...claims, organizationId: undefined }, { ...context, organizationId: undefined })).toBe(true)
  })

  test('that names no user or session is not refused for it', () => {
    expect(agrees({ ...claims, userId: undefined, sessionId: undefined }, context)).toBe(true)
    expect(agrees(claims, { ...context, userId: undefined })).toBe(true)
  })
})
