import { defaultSeed } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { createActiveTenancy } from '../../src/tenancy/active-tenancy.js'
import { at } from '../flows/steps.js'
import { pass, setUp, setUpSignedIn } from '../set-up.js'

const minuteMs = 60_000
const withoutWorkspaces = { ...defaultSeed, deployment: { b2b_settings: { workspaces_enabled: false } } }

/** Linus is in Acme with Engineering. The guard is shown. */
async function setUpGuard(seed = defaultSeed) {
  const stage = await setUpSignedIn(['linus'], {}, { seed })
  const { $state } = createActiveTenancy(stage.client)
  $state.listen(() => undefined)
  await pass()
  return { ...stage, $state }
}

async function setUpInEngineering() {
  const stage = await setUpGuard()
  await stage.client.switchWorkspace(stage.workspace('Engineering'))
  await pass()
  at(stage.$state.get(), 'ready')
  return stage
}

/** The answer of a server whose active workspace is one of this organization. */
async function inOrganization(answer: Response, id: string) {
  const body = await answer.json()
  const membership = body.data.active_signin.active_workspace_membership
  Object.assign(membership, { organization_id: id, organization: { ...membership.organization, id } })
  return new Response(JSON.stringify(body), answer)
}

test('leads over an organization and a workspace to ready', async () => {
  const { client, $state, organization, workspace } = await setUpGuard()
  expect(at($state.get(), 'choose-organization')).toMatchObject({ reason: 'none-active', restriction: undefined })
  await client.switchOrganization(organization('Acme'))
  expect(at($state.get(), 'choose-workspace')).toMatchObject({ reason: 'none-active', organization: { name: 'Acme' } })
  await client.switchWorkspace(workspace('Engineering'))
  expect(at($state.get(), 'ready')).toMatchObject({
    organization: { name: 'Acme' },
    workspace: { name: 'Engineering' },
  })
})

test('asks for no workspace where the deployment has none', async () => {
  const { client, $state, organization } = await setUpGuard(withoutWorkspaces)
  await client.switchOrganization(organization('Acme'))
  expect(at($state.get(), 'ready')).toMatchObject({ organization: { name: 'Acme' }, workspace: undefined })
})

test.each([
  ['organization', 'choose-organization', { organization: 'Acme' }],
  ['workspace', 'choose-workspace', { workspace: 'Engineering' }],
] as const)('an active %s that asks for a second factor now must be left, with the reason', async (_, kind, place) => {
  const { client, world, workspace } = await setUpSignedIn(['linus'])
  await client.switchWorkspace(workspace('Engineering'))
  world.setEntryRules(place, { enforceMfa: true })
  const { $state } = createActiveTenancy(client)
  $state.listen(() => undefined)
  await pass()
  expect($state.get().step).toMatchObject({ kind, reason: 'restricted', restriction: { type: 'mfa_required' } })
})

test('a workspace of another organization is not taken for one of this', async () => {
  const { client, world, $state } = await setUpInEngineering()
  const { id } = world.organization('Globex')
  world.faults.add({ path: '/session', rewrite: (answer) => inOrganization(answer, id) })
  await client.refetch()
  expect(at($state.get(), 'choose-workspace').reason).toBe('of-another-organization')
})

test('a switch goes from ready to ready, without loading in between', async () => {
  const { client, world, $state, workspace } = await setUpInEngineering()
  world.addMembership('linus', { workspace: 'Marketing' }, ['Member'])
  const seen = new Set<string>()
  $state.subscribe(({ step }) => seen.add(step.kind))
  await client.switchWorkspace(workspace('Marketing'))
  await pass()
  expect(at($state.get(), 'ready').workspace?.name).toBe('Marketing')
  expect([...seen]).toEqual(['ready'])
})

test('an organization that was left must be chosen anew', async () => {
  const { client, world, $state } = await setUpInEngineering()
  world.removeMembership(world.organizationMembership('linus', 'Acme').id)
  await client.refetch()
  expect(at($state.get(), 'choose-organization').reason).toBe('none-active')
})

test('without an account there is nothing to choose', async () => {
  const { client, $state } = await setUpInEngineering()
  await client.signOut()
  at($state.get(), 'signed-out')
})

test('is loading, with the error, while the session is not known', async () => {
  const { world, open } = setUp()
  world.faults.add({ path: '/session', drop: true })
  const { client } = await open()
  await pass(minuteMs)
  const { $state } = createActiveTenancy(client)
  expect(at($state.get(), 'loading').error?.code).toBe('offline')
  world.faults.clear()
  await client.refetch()
  at($state.get(), 'signed-out')
})

test('is loading, with the error, while it is not known whether there are workspaces', async () => {
  const { client, world, organization } = await setUpSignedIn(['linus'])
  await client.switchOrganization(organization('Acme'))
  world.faults.add({ path: '/deployment', drop: true })
  const { $state } = createActiveTenancy(client)
  $state.listen(() => undefined)
  await pass(minuteMs)
  expect(at($state.get(), 'loading').error?.code).toBe('offline')
  world.faults.clear()
  await pass(minuteMs)
  await client.refetch()
  await pass()
  at($state.get(), 'choose-workspace')
})

test('an active workspace needs no other proof that there are any', async () => {
  const { client, world, workspace } = await setUpSignedIn(['linus'])
  await client.switchWorkspace(workspace('Engineering'))
  world.faults.add({ path: '/deployment', drop: true })
  const { $state } = createActiveTenancy(client)
  expect(at($state.get(), 'ready').workspace?.name).toBe('Engineering')
})

test('memberships that cannot be loaded keep nobody out', async () => {
  const { client, world, workspace } = await setUpSignedIn(['linus'])
  await client.switchWorkspace(workspace('Engineering'))
  world.faults.add({ path: '/me/*', status: 500 })
  const { $state } = createActiveTenancy(client)
  $state.listen(() => undefined)
  await pass()
  at($state.get(), 'ready')
})
