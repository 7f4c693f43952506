import type { EmulatorOptions } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { createInvitation } from '../../../src/flows/index.js'
import { type Person, pass, setUp as setUpStage } from '../../set-up.js'
import { asText, at } from '../steps.js'

type Stage = ReturnType<typeof setUpStage>
type Invitation = Parameters<Stage['world']['inviteToOrganization']>[0]

/** A tab with these people in it, and a place none of them is in yet. */
async function setUp(people: readonly Person[] = ['ada'], options?: EmulatorOptions) {
  const stage = setUpStage(options)
  const { world } = stage
  const tab = await stage.openAs(people)
  const flow = createInvitation(tab.client)
  const start = at(flow.$state.get(), 'start')
  const invite = (invitation: Partial<Invitation> = {}) =>
    world.inviteToOrganization({ email: 'linus@example.com', organization: 'Acme', ...invitation }).token
  /** An organization the person has left. */
  const leave = (who: Person, organization: string) =>
    world.removeMembership(world.organizationMembership(who, organization).id)
  return { ...stage, ...tab, flow, start, invite, leave }
}

describe('an invitation to sign up', () => {
  test('that counts says for whom it is', async () => {
    const { start, world } = await setUp([])
    const { token } = world.inviteToDeployment({ email: 'mary@example.com', firstName: 'Mary', lastName: 'Shelley' })
    expect(at(await start.check(token), 'valid')).toMatchObject({
      email: 'mary@example.com',
      firstName: 'Mary',
      lastName: 'Shelley',
    })
    expect(world.outbox()).toHaveLength(1)
  })

  test('that does not, although it is answered as a success, is invalid', async () => {
    const { start, world } = await setUp([])
    const { token } = world.inviteToDeployment({ email: 'mary@example.com', lifetimeMs: -1 })
    const after = await start.check(token)
    expect(after.error).toBeUndefined()
    const { restart } = at(after, 'invalid')
    restart()
    at(await start.check('invite_unknown'), 'invalid')
  })

  test('without a token is nothing to ask about', async () => {
    const { start, asked } = await setUp([])
    expect((await start.check('')).error?.code).toBe('invalid-argument')
    expect((await start.accept(' ')).error?.code).toBe('invalid-argument')
    expect(asked('GET /deployment/invitations/validate')).toEqual([])
  })

  test('asks again after the network was away', async () => {
    const { start, world } = await setUp([])
    const { token } = world.inviteToDeployment({ email: 'mary@example.com' })
    const away = world.faults.add({ path: '/deployment/invitations/validate', drop: true })
    const asking = start.check(token)
    await pass(10_000)
    expect((await asking).error?.code).toBe('offline')
    away.remove()
    at(await start.check(token), 'valid')
  })
})

describe('an invitation to an organization', () => {
  test('is accepted, and entered only when asked for', async () => {
    const { start, invite, leave, shown } = await setUp(['linus'])
    leave('linus', 'Globex')
    const step = at(await start.accept(invite({ organization: 'Globex', roles: ['Admin'] })), 'accepted')
    expect(step.organization.name).toBe('Globex')
    expect(shown().organization).toBeUndefined()
    expect(at(await step.enter(), 'entered')).toMatchObject({ organization: { name: 'Globex' }, workspace: undefined })
    expect(shown().organization).toBe('Globex')
  })

  test('to a workspace leads there', async () => {
    const { start, invite, shown } = await setUp(['linus'])
    const step = at(await start.accept(invite({ workspace: 'Marketing' })), 'accepted')
    expect(step.workspace?.name).toBe('Marketing')
    at(await step.enter(), 'entered')
    expect(shown()).toMatchObject({ organization: 'Acme', workspace: 'Marketing' })
  })

  test('for another account of this browser makes that one active on entering', async () => {
    const { start, invite, shown, idOf } = await setUp(['linus', 'ada'])
    const step = at(await start.accept(invite({ workspace: 'Marketing' })), 'accepted')
    expect(step.signInId).toBe(idOf('linus'))
    expect(shown().who).toBe('ada')
    at(await step.enter(), 'entered')
    expect(shown()).toMatchObject({ who: 'linus', organization: 'Acme', workspace: 'Marketing' })
  })

  test('of a member says so, and can be entered as well', async () => {
    const { start, invite, shown } = await setUp(['linus'])
    const step = at(await start.accept(invite()), 'already-member')
    at(await step.enter(), 'entered')
    expect(shown().organization).toBe('Acme')
  })

  test('entering what is restricted is refused and can be tried again', async () => {
    const { start, invite } = await setUp(['linus'])
    const step = at(await start.accept(invite({ organization: 'Globex' })), 'already-member')
    const after = await step.enter()
    expect(after.error?.code).toBe('not-eligible')
    at(after, 'already-member')
  })

  test('context-changed: another account became active before the place was entered', async () => {
    const { client, invite, idOf, shown } = await setUp(['linus', 'ada'])
    const switchSignIn: typeof client.switchSignIn = async (id) => {
      await client.switchSignIn(id)
      await client.switchSignIn(idOf('ada'))
    }
    const start = at(createInvitation({ ...client, switchSignIn }).$state.get(), 'start')
    const { enter } = at(await start.accept(invite()), 'already-member')
    const before = shown().organization
    expect((await enter()).error?.code).toBe('context-changed')
    expect(shown()).toMatchObject({ who: 'ada', organization: before })
  })

  test('entering with an account that has left is refused', async () => {
    const { client, start, invite, idOf } = await setUp(['linus', 'ada'])
    const step = at(await start.accept(invite()), 'already-member')
    await client.signOut(idOf('linus'))
    expect((await step.enter()).error?.code).toBe('sign-in-not-found')
  })

  test.each(['sign-in-required', 'sign-up-required', 'wrong-account'] as const)(
    '%s: is no success, and can be accepted once somebody else is here',
    async (kind) => {
      const { start, invite, signIn, world } = await setUp(kind === 'wrong-account' ? ['ada'] : [])
      const email = kind === 'sign-up-required' ? 'mary@example.com' : 'linus@example.com'
      const step = at(await start.accept(invite({ email, workspace: 'Marketing' })), kind)
      expect(step).toMatchObject({ invitedEmail: email })
      at(await step.retry(), kind)
      if (kind === 'sign-up-required') world.addUser({ email, username: 'mary', password: 'correct-horse-battery' })
      await signIn(kind === 'sign-up-required' ? ('mary' as Person) : 'linus')
      at(await step.retry(), 'accepted')
    },
  )

  test('expired: says whom it was for', async () => {
    const { start, invite } = await setUp(['linus'])
    expect(at(await start.accept(invite({ lifetimeMs: -1 })), 'expired').invitedEmail).toBe('linus@example.com')
  })

  test('invalid: unknown or used', async () => {
    const { start, invite, flow } = await setUp(['linus'])
    at(await start.accept('org.unknown'), 'invalid')
    flow.restart()
    const token = invite({ workspace: 'Marketing' })
    at(await start.accept(token), 'accepted')
    flow.restart()
    at(await start.accept(token), 'invalid')
  })

  test.each(['INVITATION_EXPIRED', 'INVITATION_EMAIL_MISMATCH', 'INVITATION_REQUIRES_SIGNUP'])(
    '%s is told apart also where the answer holds an empty organization',
    async (code) => {
      const { start, world, client } = await setUp(['ada'])
      const data = { organization: { id: '', name: '' }, invited_email: 'x@example.com', error_code: code }
      const body = JSON.stringify({ status: 200, data, errors: null })
      world.faults.add({ path: '/organizations/invitations/accept', body, once: true })
      const { step, error } = await start.accept('org.any')
      expect(['expired', 'wrong-account', 'sign-up-required']).toContain(step.kind)
      expect(error).toBeUndefined()
      expect(client.$activeOrganization.get()).toBeNull()
    },
  )

  test.each([
    ['some-new-obstacle', { error_code: 'SOME_NEW_OBSTACLE', organization: { id: '1', name: 'Acme' } }],
    ['invalid-response', {}],
    ['invalid-response', { message: 'fine' }],
  ])('%s: an answer that is no success is none', async (code, data) => {
    const { start, world } = await setUp(['ada'])
    const body = JSON.stringify({ status: 200, data, errors: null })
    world.faults.add({ path: '/organizations/invitations/accept', body, once: true })
    const { step, error } = await start.accept('org.any')
    expect({ kind: step.kind, code: error?.code }).toEqual({ kind: 'start', code })
  })

  test('reads the answers of a server that is at its worst', async () => {
    const { start, invite } = await setUp([], { nasty: true })
    at(await start.accept(invite()), 'sign-in-required')
  })

  test('accepted twice at once is accepted once', async () => {
    const { start, invite, asked } = await setUp(['linus'])
    const token = invite({ workspace: 'Marketing' })
    const [first, second] = await Promise.all([start.accept(token), start.accept(token)])
    expect(first).toBe(second)
    at(first, 'accepted')
    expect(asked('POST /organizations/invitations/accept')).toHaveLength(1)
  })

  test('whose answer was lost is not called invalid', async () => {
    const { start, invite, world } = await setUp(['linus'])
    const token = invite({ workspace: 'Marketing' })
    world.faults.add({ path: '/organizations/invitations/accept', dropResponse: true, once: true })
    expect((await start.accept(token)).error?.code).toBe('offline')
    const again = await start.accept(token)
    expect({ kind: again.step.kind, code: again.error?.code }).toEqual({ kind: 'start', code: 'unconfirmed' })
  })

  test('that never arrived is accepted by another try', async () => {
    const { start, invite, world } = await setUp(['linus'])
    const token = invite({ workspace: 'Marketing' })
    world.faults.add({ path: '/organizations/invitations/accept', drop: true, once: true })
    expect((await start.accept(token)).error?.code).toBe('offline')
    at(await start.accept(token), 'accepted')
  })

  test('leaves its token in no error and no store', async () => {
    const { start, invite, world, storage, cookies } = await setUp(['linus'])
    const token = invite({ workspace: 'Marketing' })
    world.faults.add({ path: '/organizations/invitations/accept', drop: true, once: true })
    const { error } = await start.accept(token)
    expect(asText([error, [...storage.entries], [...cookies.entries]])).not.toContain(token)
  })
})

test('nothing is accepted by itself, and nothing stays after a restart', async () => {
  const { flow, start, invite, asked, world } = await setUp(['ada'])
  flow.$state.listen(() => undefined)
  await pass(60_000)
  expect(asked('POST /organizations/invitations/accept')).toEqual([])
  const { retry } = at(await start.accept(invite()), 'wrong-account')
  flow.restart()
  expect(at(flow.$state.get(), 'start')).toEqual(start)
  expect((await retry()).error?.code).toBe('invalid-argument')
  expect(world.outbox().every(({ purpose }) => purpose === 'organization-invitation')).toBe(true)
})
