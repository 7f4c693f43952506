import { describe, expect, test } from 'vitest'
import { covers, type Demand } from '../../src/model/permissions.js'

const grant = {
  organizationId: '1',
  workspaceId: '2',
  permissions: { organization: ['invoices:read', 'invoices:write'], workspace: ['tasks:read'] },
  roles: ['Accountant', 'Guest'],
}

test.each<[Demand]>([
  [{ permission: 'invoices:read' }],
  [{ permission: 'tasks:read' }],
  [{ anyOf: ['other', 'tasks:read'] }],
  [{ allOf: ['invoices:read', 'tasks:read'] }],
  [{ role: 'Guest' }],
  [{ role: 'Accountant', permission: 'invoices:read' }],
  [{ organization: '1' }],
  [{ workspace: '2' }],
  [{ permission: 'invoices:read', anyOf: ['invoices:write'], organization: '1', workspace: '2' }],
])('%j is granted', (demand) => {
  expect(covers(grant, demand)).toBe(true)
})

describe('it is not granted', () => {
  test.each<[string, Demand]>([
    ['when nothing is asked', {}],
    ['when what is asked is undefined', { permission: undefined } as unknown as Demand],
    ['when the permission is another', { permission: 'invoices' }],
    ['when the permission is empty', { permission: '' }],
    ['when none of some is there', { anyOf: ['other'] }],
    ['when some are none', { anyOf: [] }],
    ['when one of all is missing', { allOf: ['invoices:read', 'other'] }],
    ['when all are none', { allOf: [] }],
    ['when the organization is another', { permission: 'invoices:read', organization: '2' }],
    ['when the workspace is another', { permission: 'invoices:read', workspace: '1' }],
    ['when one part holds and another does not', { anyOf: ['invoices:read'], permission: 'other' }],
    ['when the role is another', { role: 'guest' }],
    ['when one part is undefined', { permission: undefined, organization: '1' } as unknown as Demand],
    ['when a list is null', { anyOf: null } as unknown as Demand],
    ['when all is null', { allOf: null } as unknown as Demand],
    ['when the question is not understood', { permission: 'invoices:read', level: 'high' } as Demand],
    ['when the question has a name of every object', { permission: 'invoices:read', constructor: 'x' } as Demand],
  ])('%s', (_, demand) => {
    expect(covers(grant, demand)).toBe(false)
  })

  test('for an organization that is not active, by an id that is not there', () => {
    const nowhere = { ...grant, organizationId: undefined, workspaceId: undefined }
    expect(covers(nowhere, { organization: undefined } as unknown as Demand)).toBe(false)
    expect(covers(nowhere, { workspace: undefined } as unknown as Demand)).toBe(false)
  })

  test('for a role when the roles are not known, as from a token', () => {
    const { roles: _, ...ofToken } = grant
    expect(covers(ofToken, { role: 'Guest' })).toBe(false)
  })

  test('to nobody', () => {
    expect(covers(undefined, { permission: 'invoices:read' })).toBe(false)
  })
})
