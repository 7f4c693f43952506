import { describe, expect, test } from 'vitest'
import { type Client, createClient, type Demand, hasOf, type TokenDemand } from '../../src/index.js'
import { verifyToken } from '../../src/verify/index.js'
import { setUpSite } from './site.js'

type World = ReturnType<typeof setUpSite>['world']

/** Who is where. Grace may write invoices in Acme and read reports in Engineering; Linus may do nothing but be there. */
const places: readonly (readonly [
  string,
  'ada' | 'grace' | 'linus',
  (client: Client, world: World) => Promise<void>,
])[] = [
  ['Ada in no organization', 'ada', async () => undefined],
  ['Ada in Acme', 'ada', (client, world) => client.switchOrganization(world.organization('Acme').id)],
  ['Grace in Engineering', 'grace', (client, world) => client.switchWorkspace(world.workspace('Engineering').id)],
  ['Grace in Globex', 'grace', (client, world) => client.switchOrganization(world.organization('Globex').id)],
  ['Linus in Acme', 'linus', (client, world) => client.switchOrganization(world.organization('Acme').id)],
  [
    'Linus in Acme, without a role',
    'linus',
    (client, world) => {
      world.setMembershipRoles(world.organizationMembership('linus', 'Acme').id, [])
      return client.switchOrganization(world.organization('Acme').id)
    },
  ],
]

const demandsIn = (world: World): readonly TokenDemand[] => {
  const [acme, globex] = [world.organization('Acme').id, world.organization('Globex').id]
  const engineering = world.workspace('Engineering').id
  return [
    {},
    { permission: '' },
    { permission: 'invoices:read' },
    { permission: 'invoices:write' },
    { permission: 'reports:read' },
    { permission: 'organization:admin' },
    { permission: 'organization:member' },
    { permission: 'workspace:member' },
    { permission: 'Invoices:read' },
    { anyOf: [] },
    { anyOf: ['organization:admin', 'reports:read'] },
    { anyOf: ['invoices:reed'] },
    { allOf: [] },
    { allOf: ['invoices:read', 'invoices:write'] },
    { allOf: ['invoices:read', 'reports:read'] },
    { organization: acme },
    { organization: globex },
    { organization: '' },
    { workspace: engineering },
    { permission: 'invoices:write', organization: acme },
    { permission: 'invoices:read', organization: globex },
    { anyOf: ['invoices:read'], allOf: ['reports:read'], organization: acme, workspace: engineering },
    { permission: 'invoices:read', level: 'high' } as TokenDemand,
    { permission: undefined } as unknown as TokenDemand,
  ]
}

const answersOf = (has: (demand: TokenDemand) => boolean, demands: readonly TokenDemand[]) =>
  demands.map((demand) => `${JSON.stringify(demand)} ${has(demand)}`)

describe.each(places)('of %s', (_, who, go) => {
  const setUp = async () => {
    const { openBrowser, address, emulator, world } = setUpSite()
    const { client, signIn, visit } = openBrowser()
    await signIn(who)
    await go(client, world)
    return { client, visit, address, fetch: emulator.fetch, demands: demandsIn(world) }
  }

  test('the page, the server and the first frame give the same answers', async () => {
    const { client, visit, address, fetch, demands } = await setUp()
    const inPage = answersOf(client.has, demands)
    const { auth, initialState } = await visit()
    expect(auth.isSignedIn).toBe(true)
    expect(answersOf(auth.has, demands)).toEqual(inPage)
    expect(answersOf(createClient({ ...address, initialState }).has, demands)).toEqual(inPage)
    expect(answersOf(hasOf(client).get(), demands)).toEqual(inPage)
    const token = await verifyToken(await client.getToken(), { ...address, fetch })
    expect(answersOf(token.has, demands)).toEqual(inPage)
  })

  test('a role is granted in the page only, because a token carries none', async () => {
    const { client, visit } = await setUp()
    const { auth } = await visit()
    const { activeOrganizationMembership: organization, activeWorkspaceMembership: workspace } =
      client.$activeSignIn.get() ?? {}
    const roles = [...(organization?.roles ?? []), ...(workspace?.roles ?? [])]
    for (const { name: role } of [...roles, { name: 'Nobody' }]) {
      const demand: Demand = { role }
      expect([role, client.has(demand), auth.has(demand)]).toEqual([role, role !== 'Nobody', false])
    }
  })
})

test('a visitor who is not signed in may do nothing, in the page and on the server', async () => {
  const { openBrowser, world } = setUpSite()
  const { client, visit } = openBrowser()
  await client.refetch()
  const { auth } = await visit()
  for (const demand of demandsIn(world)) expect([client.has(demand), auth.has(demand)]).toEqual([false, false])
})
