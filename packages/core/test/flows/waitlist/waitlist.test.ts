import { describe, expect, test } from 'vitest'
import { createWaitlist } from '../../../src/flows/index.js'
import { pass, setUp as setUpStage } from '../../set-up.js'
import { at } from '../steps.js'

const mary = { email: 'mary@example.com', firstName: 'Mary', lastName: 'Shelley' }

async function setUp(mode = 'waitlist') {
  const stage = setUpStage()
  stage.world.changeDeployment({ restrictions: { sign_up_mode: mode } })
  const tab = await stage.open()
  const flow = createWaitlist(tab.client)
  return { ...stage, ...tab, flow, join: at(flow.$state.get(), 'start').join }
}

describe('joining', () => {
  test('puts somebody on the list and shows the entry', async () => {
    const { join, world } = await setUp()
    const { entry } = at(await join({ ...mary, email: ` ${mary.email} ` }), 'joined')
    expect(entry).toEqual({ id: expect.any(String), createdAtMs: Date.now(), ...mary })
    expect(world.waitlist()).toMatchObject([mary])
    expect(world.outbox()).toEqual([])
  })

  test('takes an address alone, and sends no more than that', async () => {
    const { join, world } = await setUp()
    at(await join({ email: mary.email, firstName: undefined, lastName: '' }), 'joined')
    expect(world.waitlist()).toMatchObject([{ email: mary.email, firstName: '', lastName: '' }])
  })

  test.each(['email', 'email_address'])('reads the address by the name %s', async (name) => {
    const { join, world } = await setUp()
    const data = { message: '', entry: { id: 7, [name]: 'as@stored.example' } }
    world.faults.add({ path: '/waitlist/join', body: JSON.stringify({ status: 200, data, errors: null }), once: true })
    expect(at(await join(mary), 'joined').entry).toMatchObject({ id: '7', email: 'as@stored.example' })
  })

  test('twice at once is one', async () => {
    const { join, asked } = await setUp()
    const [first, second] = await Promise.all([join(mary), join(mary)])
    expect(first).toBe(second)
    expect(asked('POST /waitlist/join')).toHaveLength(1)
  })

  test('can be done for somebody else after a restart', async () => {
    const { flow, join, world } = await setUp()
    at(await join(mary), 'joined').restart()
    expect(at(flow.$state.get(), 'start').join).toBe(join)
    at(await join({ email: 'percy@example.com' }), 'joined')
    expect(world.waitlist()).toHaveLength(2)
  })
})

describe('is refused', () => {
  test('email-exists: the address is to blame', async () => {
    const { join, flow } = await setUp()
    const after = await join({ email: 'ada@example.com' })
    expect(after.error).toMatchObject({ code: 'email-exists', fields: { email: { code: 'EMAIL_EXISTS' } } })
    at(await join(mary), 'joined')
    flow.restart()
    expect((await join(mary)).error?.code).toBe('email-exists')
  })

  test('a restriction on addresses is told of the address', async () => {
    const { join, world } = await setUp()
    world.changeDeployment({ restrictions: { block_disposable_emails: true } })
    const { error } = await join({ email: 'mary@mailinator.com' })
    expect(error).toMatchObject({ code: 'disposable-email-blocked', fields: { email: {} } })
  })

  test.each(['public', 'restricted'])('waitlist-closed: where sign-up is %s', async (mode) => {
    const { join } = await setUp(mode)
    const { step, error } = await join(mary)
    expect({ kind: step.kind, code: error?.code }).toEqual({ kind: 'start', code: 'waitlist-closed' })
  })

  test('a body the server cannot read does not close the list', async () => {
    const { join, world } = await setUp()
    const body = JSON.stringify({ status: 400, message: 'Bad request body', data: {}, errors: null })
    world.faults.add({ path: '/waitlist/join', status: 400, body, once: true })
    expect((await join(mary)).error?.code).toBe('rejected')
  })

  test('invalid-argument: nobody', async () => {
    const { join, asked } = await setUp()
    expect((await join({ email: ' ' })).error?.code).toBe('invalid-argument')
    expect(asked('POST /waitlist/join')).toEqual([])
  })

  test('offline: another try that finds the address on the list says so', async () => {
    const { join, world } = await setUp()
    world.faults.add({ path: '/waitlist/join', dropResponse: true, once: true })
    expect((await join(mary)).error?.code).toBe('offline')
    expect((await join(mary)).error?.code).toBe('email-exists')
  })
})

test('nobody joins by itself', async () => {
  const { flow, asked } = await setUp()
  flow.$state.listen(() => undefined)
  await pass(60_000)
  expect(asked('POST /waitlist/join')).toEqual([])
})
