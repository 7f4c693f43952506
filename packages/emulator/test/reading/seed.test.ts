import { createEmulator, defaultSeed } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { readSeed } from '../../src/reading/seed'

const mary = { email: 'mary@example.com', username: 'mary' }
const acme = { name: 'Acme', members: [{ user: 'mary', roles: ['Member'] }] }

test('the default seed is read as it is', () => {
  expect(readSeed(JSON.parse(JSON.stringify(defaultSeed)))).toEqual(defaultSeed)
})

test('people go by any of their names, whatever the case', () => {
  const workspace = { name: 'Lab', members: [{ user: 'MARY@example.com', roles: ['Admin'] }] }
  const seed = readSeed({ users: [mary], organizations: [{ ...acme, workspaces: [workspace] }] })
  expect(createEmulator({ seed }).world.workspaceMembership('mary', 'Lab').roleIds).toHaveLength(1)
})

const inAcme = (changes: object) => ({ users: [mary], organizations: [{ ...acme, ...changes }] })

describe('a mistake is told with its place:', () => {
  test.each<[unknown, string]>([
    [[], 'It must be an object'],
    [{}, '"users" must be a list'],
    [{ users: {} }, '"users" must be a list'],
    [{ users: [], organisations: [] }, 'There is no "organisations", but users, organizations'],
    [{ users: [mary, { email: 5 }] }, '"users[1].email" must be a string'],
    [{ users: [{ ...mary, phone: { countryCode: '+1' } }] }, '"users[0].phone.phoneNumber" must be a string'],
    [{ users: [{ ...mary, admin: true }] }, 'There is no "users[0].admin"'],
    [inAcme({ members: [{ user: 'eve', roles: [] }] }), '"organizations[0].members[0].user" is "eve", who is no user'],
    [
      inAcme({ members: [{ user: 'mary', roles: ['Boss'] }] }),
      '"organizations[0].members[0].roles[0]" is "Boss", not one',
    ],
    [
      inAcme({ invitations: [{ email: 'eve@example.com', roles: ['Boss'] }] }),
      '"organizations[0].invitations[0].roles[0]" is "Boss", not one',
    ],
    [inAcme({ domains: [{ domain: 'x.example' }] }), 'There is no "organizations[0].domains[0].domain"'],
    [inAcme({ roles: [{ name: 'Boss' }] }), '"organizations[0].roles[0].permissions" must be a list of strings'],
    [
      inAcme({ members: [], workspaces: [{ name: 'Lab', members: [{ user: 'mary', roles: [] }] }] }),
      '"organizations[0].workspaces[0].members[0].user" is "mary", who is no member of the organization',
    ],
    [{ users: [], templates: [{ name: 'x', lifetimeMs: '1' }] }, '"templates[0].lifetimeMs" must be a number'],
    [{ users: [], enterpriseConnections: [{ domain: 'x', provider: 'ldap' }] }, '"enterpriseConnections[0].provider"'],
    [inAcme({ notifications: [] }), 'There is no "organizations[0].notifications"'],
    [{ users: [mary], notifications: [{ user: 'mary' }] }, '"notifications[0].title" must be a string'],
    [{ users: [mary], notifications: [{ title: 'x' }] }, '"notifications[0]" must have a "user", an "organization" or'],
    [{ ...inAcme({}), notifications: [{ title: 'x', user: 'mary', organization: 'Acme' }] }, 'and one only'],
    [
      { users: [mary], notifications: [{ title: 'x', user: 'eve' }] },
      '"notifications[0].user" is "eve", which is no user',
    ],
    [{ ...inAcme({}), notifications: [{ title: 'x', workspace: 'Acme' }] }, 'which is no workspace of the seed'],
  ])('%j', (json, message) => {
    expect(() => readSeed(json)).toThrow(message)
  })
})

test('notifications are there from the start', async () => {
  const organizations = [{ ...acme, workspaces: [{ name: 'Lab' }] }]
  const to = [{ user: 'MARY' }, { organization: 'Acme' }, { workspace: 'Lab' }]
  const notifications = to.map((recipient) => ({ ...recipient, title: 'x', ctas: [{ label: 'Go', payload: 1 }] }))
  const { world } = createEmulator({ seed: readSeed({ users: [mary], organizations, notifications }) })
  expect(world.state().notifications).toMatchObject([
    { userId: world.user('mary').id },
    { organizationId: world.organization('Acme').id },
    { workspaceId: world.workspace('Lab').id },
  ])
})

test('settings are checked by the deployment, with their place', () => {
  const seed = readSeed({ users: [], deployment: { auth_settings: { password: { min_length: '8' } } } })
  expect(() => createEmulator({ seed })).toThrow('auth_settings.password.min_length')
})

test('an organization may have domains and open invitations, whose links are sent', async () => {
  const places = { domains: [{ fqdn: 'acme.example', verified: true }, { fqdn: 'acme.test' }] }
  const invitations = [{ email: 'eve@example.com', roles: ['Admin'] }, { email: 'bob@example.com' }]
  const { world } = createEmulator({ seed: readSeed(inAcme({ ...places, invitations })) })
  const { organizationDomains, organizationInvitations } = world.state()
  expect(organizationDomains).toMatchObject([
    { fqdn: 'acme.example', verifiedAtMs: expect.any(Number) },
    { fqdn: 'acme.test', verifiedAtMs: null },
  ])
  expect(organizationInvitations.map(({ email }) => email)).toEqual(['eve@example.com', 'bob@example.com'])
  expect(world.outbox().map(({ to }) => to)).toEqual(['eve@example.com', 'bob@example.com'])
})
