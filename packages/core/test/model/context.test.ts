import { describe, expect, test } from 'vitest'
import { type AuthContext, contextOf, sameContext } from '../../src/model/context.js'
import type { OrganizationMembership, WorkspaceMembership } from '../../src/model/membership.js'
import { aContainer, aSignIn } from '../set-up.js'

const inAcme = { id: 'm1', organization: { id: 'o1' } } as OrganizationMembership
const inEngineering = { id: 'n1', workspace: { id: 'w1' } } as WorkspaceMembership
const full: AuthContext = {
  sessionId: 'session',
  signInId: 'a',
  userId: 'u',
  organizationMembershipId: 'm1',
  organizationId: 'o1',
  workspaceMembershipId: 'n1',
  workspaceId: 'w1',
}

describe('the context', () => {
  test('says who and where one is', () => {
    const signIn = aSignIn('a', {
      userId: 'u',
      activeOrganizationMembershipId: 'm1',
      activeOrganizationMembership: inAcme,
      activeWorkspaceMembershipId: 'n1',
      activeWorkspaceMembership: inEngineering,
    })
    expect(contextOf(aContainer([signIn]))).toEqual(full)
  })

  test('is none where nobody is signed in', () => {
    expect(contextOf(undefined)).toBeUndefined()
    expect(contextOf(aContainer([aSignIn('a')], { activeSignIn: undefined }))).toBeUndefined()
  })

  test('has no organization after a removal, although the id lingers', () => {
    const signIn = aSignIn('a', { activeOrganizationMembershipId: 'm1', activeWorkspaceMembershipId: 'n1' })
    expect(contextOf(aContainer([signIn]))).toMatchObject({
      organizationMembershipId: 'm1',
      organizationId: undefined,
      workspaceMembershipId: 'n1',
      workspaceId: undefined,
    })
  })

  test('finds the user by the sign-in, or by the user in it', () => {
    expect(contextOf(aContainer([aSignIn('a', { userId: 'u' })]))?.userId).toBe('u')
    expect(contextOf(aContainer([aSignIn('a', { userId: undefined })]))?.userId).toBe('user-of-a')
  })
})

describe('two contexts', () => {
  test('are one when every field agrees', () => {
    expect(sameContext(full, { ...full })).toBe(true)
    expect(sameContext(undefined, undefined)).toBe(true)
  })

  test.each(Object.keys(full) as (keyof AuthContext)[])('are two when %s differs', (key) => {
    expect(sameContext(full, { ...full, [key]: 'other' })).toBe(false)
    expect(sameContext(full, { ...full, [key]: undefined })).toBe(false)
  })

  test('are two when one of them is none', () => {
    expect(sameContext(full, undefined)).toBe(false)
    expect(sameContext(undefined, full)).toBe(false)
  })
})
