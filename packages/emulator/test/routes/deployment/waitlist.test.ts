import { expect, test } from 'vitest'
import { setUp } from '../../visitor'

function setUpWaitlist() {
  const room = setUp()
  room.world.changeDeployment({ restrictions: { sign_up_mode: 'waitlist' } })
  return { ...room, join: (fields: Record<string, string>) => room.visitor.post('/waitlist/join', fields) }
}

test('joining returns an entry', async () => {
  const { join, world } = setUpWaitlist()
  const { data } = (await join({ email: 'mary@example.com', first_name: 'Mary' })).body
  expect(data).toEqual({
    message: expect.any(String),
    entry: {
      id: expect.any(String),
      created_at: '2026-01-15T12:00:00Z',
      updated_at: '2026-01-15T12:00:00Z',
      deployment_id: '7290000000000000000',
      email_address: 'mary@example.com',
      first_name: 'Mary',
      last_name: '',
    },
  })
  expect(world.waitlist()).toMatchObject([{ email: 'mary@example.com', firstName: 'Mary' }])
})

test.each(['ada@example.com', 'mary@example.com'])('%s is known already', async (email) => {
  const { join, world } = setUpWaitlist()
  world.joinWaitlist({ email: 'mary@example.com' })
  expect((await join({ email })).body).toMatchObject({ status: 400, errors: [{ code: 'EMAIL_EXISTS' }] })
})

test('restrictions count here, with their codes', async () => {
  const { join, world } = setUpWaitlist()
  world.changeDeployment({ restrictions: { block_disposable_emails: true } })
  const { body } = await join({ email: 'mary@yopmail.com' })
  expect(body.errors).toMatchObject([{ code: 'DISPOSABLE_EMAIL_BLOCKED' }])
})

test('there is none in other modes', async () => {
  const { visitor } = setUp()
  const { body } = await visitor.post('/waitlist/join', { email: 'mary@example.com' })
  expect(body).toMatchObject({ status: 400, errors: null })
})
