import { describe, expect, test } from 'vitest'
import { createInvitation } from '../../../src/flows/index.js'
import { createOrganizationInvitations, type OrganizationInvitationsFlow } from '../../../src/tenancy/index.js'
import { at } from '../../flows/steps.js'
import { dayMs, minuteMs, type Person, pass } from '../../set-up.js'
import { setUpInAcme, watched } from '../stage.js'

const setUp = async (people?: readonly Person[]) => {
  const stage = await setUpInAcme(people)
  const flow = createOrganizationInvitations(stage.client)
  await watched(flow)
  return { ...stage, flow }
}

const manage = (flow: OrganizationInvitationsFlow) => at(flow.$state.get(), 'manage')
const emails = (flow: OrganizationInvitationsFlow) => manage(flow).invitations?.map(({ email }) => email)
const firstId = (flow: OrganizationInvitationsFlow) => manage(flow).invitations?.[0]?.id ?? ''

test('sends, sends again and discards invitations', async () => {
  const { flow, roleOf, world, workspace } = await setUp()
  expect(manage(flow).invitations).toEqual([])
  await manage(flow).send({
    email: 'mary@example.com',
    roleId: roleOf('Billing'),
    workspaceId: workspace('Engineering'),
  })
  expect(manage(flow).invitations).toMatchObject([
    {
      email: 'mary@example.com',
      initialOrganizationRole: { name: 'Billing' },
      workspace: { name: 'Engineering' },
      inviter: { username: 'ada' },
      expiresAtMs: Date.now() + 10 * dayMs,
      expired: false,
    },
  ])
  expect(world.outbox()).toHaveLength(1)
  await pass(minuteMs)
  expect((await manage(flow).resend(firstId(flow))).error).toBeUndefined()
  expect(world.outbox()).toHaveLength(2)
  await manage(flow).discard(firstId(flow))
  expect(emails(flow)).toEqual([])
})

test('refused: an ordinary member sees none, and learns which permission is missing', async () => {
  const { flow } = await setUp(['linus'])
  const { reason } = at(flow.$state.get(), 'refused')
  expect(reason.code).toBe('forbidden')
  expect(reason.cause.data).toEqual({ missing: ['organization:admin', 'organization:manage'] })
})

test('is shown once a role allows it', async () => {
  const { flow, world, memberOf, client } = await setUp(['linus'])
  world.setMembershipRoles(memberOf('linus'), ['Admin'])
  await client.refetch()
  await pass()
  expect(manage(flow).invitations).toEqual([])
})

describe('refusals', () => {
  test('already-invited, already-member', async () => {
    const { flow } = await setUp()
    await manage(flow).send({ email: 'mary@example.com' })
    expect((await manage(flow).send({ email: ' MARY@example.com ' })).error?.code).toBe('already-invited')
    expect((await manage(flow).send({ email: 'grace@example.com' })).error?.code).toBe('already-member')
  })

  test('limit-reached', async () => {
    const { flow, world } = await setUp()
    world.changeDeployment({ b2b_settings: { max_allowed_org_members: 3 } })
    expect((await manage(flow).send({ email: 'mary@example.com' })).error?.code).toBe('limit-reached')
  })

  test('invitation-not-found, invalid-argument, rejected', async () => {
    const { flow } = await setUp()
    expect((await manage(flow).resend('1')).error?.code).toBe('invitation-not-found')
    expect((await manage(flow).discard('1')).error?.code).toBe('invitation-not-found')
    expect((await manage(flow).discard('')).error?.code).toBe('invalid-argument')
    expect((await manage(flow).send({ email: ' ' })).error?.code).toBe('invalid-argument')
    expect((await manage(flow).send({ email: 'mary' })).error?.code).toBeDefined()
  })
})

test('lost answers are made good by the list; what never arrived is an error', async () => {
  const { flow, world, acme } = await setUp()
  const email = 'mary@example.com'
  world.faults.add({ path: `${acme}/invitations`, method: 'POST', drop: true, once: true })
  expect((await manage(flow).send({ email })).error?.code).toBe('offline')
  world.faults.add({ path: `${acme}/invitations`, method: 'POST', dropResponse: true, once: true })
  expect((await manage(flow).send({ email })).error).toBeUndefined()
  await pass(minuteMs)
  world.faults.add({ path: `${acme}/invitations/*/resend`, drop: true, once: true })
  expect((await manage(flow).resend(firstId(flow))).error?.code).toBe('unconfirmed')
  world.faults.add({ path: `${acme}/invitations/*/resend`, dropResponse: true, once: true })
  expect((await manage(flow).resend(firstId(flow))).error).toBeUndefined()
  world.faults.add({ path: `${acme}/invitations/*/discard`, dropResponse: true, once: true })
  expect((await manage(flow).discard(firstId(flow))).error).toBeUndefined()
})

test('once the person has accepted, the list lacks the invitation', async () => {
  const { flow, client, world, workspace } = await setUp(['linus', 'ada'])
  await manage(flow).send({ email: 'linus@example.com', workspaceId: workspace('Marketing') })
  expect(emails(flow)).toEqual(['linus@example.com'])
  const [message] = world.outbox()
  const token = new URL(message?.kind === 'link' ? message.link : '').searchParams.get('token') ?? ''
  const accepted = at(await at(createInvitation(client).$state.get(), 'start').accept(token), 'accepted')
  expect(accepted.workspace?.name).toBe('Marketing')
  await pass()
  expect(emails(flow)).toEqual([])
})
