import { describe, expect, test } from 'vitest'
import { memberPage, organizationInvitations, roles } from '../../src/wire/member.js'
import { type Field, toModel } from '../../src/wire/primitives.js'

const read = <M>(schema: Field<unknown, M>, value: unknown) => toModel(schema)['~standard'].validate(value)

const user = { id: '7', first_name: 'Ada', primary_email_address: { email: 'ada@example.com' } }

describe('a page of members', () => {
  test('reads ids that are numbers, and lists that are null', () => {
    const page = read(memberPage, {
      data: [{ id: 1, user_id: 7, roles: null, user: { ...user, id: 7 }, public_metadata: null }],
      meta: { has_more: true, page: 1, limit: 20 },
    })
    expect(page).toMatchObject({
      value: {
        data: [{ id: '1', userId: '7', roles: [], user: { id: '7', firstName: 'Ada', email: 'ada@example.com' } }],
        meta: { hasMore: true },
      },
    })
  })

  test.each(['user', 'public_user_data'])('reads the user as %s', (name) => {
    const page = read(memberPage, { data: [{ id: '1', [name]: user }], meta: null })
    expect(JSON.stringify(page)).toContain('ada@example.com')
  })

  test('keeps a member without a user, and drops a row without an id', () => {
    const page = read(memberPage, { data: [{ id: '1', user: null }, { user }] })
    expect(page).toMatchObject({ value: { data: [{ id: '1', user: undefined }], meta: undefined } })
  })

  test('reads null as empty, and refuses what is not a list', () => {
    expect(read(memberPage, { data: null })).toMatchObject({ value: { data: [] } })
    expect(read(memberPage, { data: 'no' })).toHaveProperty('issues')
  })
})

test('roles read null as empty, and permissions that are null', () => {
  expect(read(roles, null)).toEqual({ value: [] })
  expect(read(roles, [{ id: 5, name: 'Admin', permissions: null, organization_id: 0 }])).toEqual({
    value: [{ id: '5', name: 'Admin', permissions: [], organizationId: undefined, workspaceId: undefined }],
  })
})

test('invitations read roles and workspaces that are absent', () => {
  const { value } = {
    value: undefined,
    ...read(organizationInvitations, [{ id: 9, email: 'a@example.com', initial_organization_role: null }]),
  }
  expect(value).toMatchObject([
    { id: '9', email: 'a@example.com', initialOrganizationRole: undefined, workspace: undefined, expired: false },
  ])
})

describe('the end of an invitation', () => {
  const endOf = (fields: object) => {
    const result = read(organizationInvitations, [{ id: '9', email: 'a@example.com', ...fields }])
    return 'value' in result && result.value?.[0]?.expiresAtMs
  }
  const at = '2026-01-25T12:00:00Z'

  test.each([
    ['expires_at', { expires_at: at }],
    ['expiry', { expiry: at }],
    ['both', { expires_at: at, expiry: '2027-01-01T00:00:00Z' }],
    ['both, one of them unset', { expires_at: '0001-01-01T00:00:00Z', expiry: at }],
  ])('is read from %s', (_, fields) => {
    expect(endOf(fields)).toBe(Date.parse(at))
  })

  test.each([{}, { expires_at: null }, { expiry: 'soon' }, { expires_at: {}, expiry: [] }])(
    '%j tells none',
    (fields) => {
      expect(endOf(fields)).toBeUndefined()
    },
  )
})

test.each([
  ['a user', user],
  ['a membership with a user', { id: '1', user_id: '7', user, public_user_data: null }],
  ['a membership with public_user_data', { id: '1', public_user_data: user }],
])('an invitation reads its inviter, who is %s', (_, inviter) => {
  const row = { id: '9', inviter, initial_organization_role: {}, workspace: {} }
  expect(read(organizationInvitations, [row])).toMatchObject({
    value: [{ inviter: { id: '7', firstName: 'Ada' }, initialOrganizationRole: undefined, workspace: undefined }],
  })
})
