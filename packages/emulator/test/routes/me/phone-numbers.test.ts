import { expect, test } from 'vitest'
import { lastAttempt, lastCode } from '../../steps'
import { setUp } from '../../visitor'

const number = { phone_number: '2079460111', country_code: '+44' }

async function setUpLinus() {
  const room = setUp()
  await room.visitor.signIn('linus@example.com')
  const { visitor } = room
  const add = (fields: Record<string, string> = number) => visitor.post('/me/phone-numbers', fields)
  const on = (id: string, what: string, fields?: Record<string, string>) =>
    visitor.post(`/me/phone-numbers/${id}/${what}`, fields)
  return { ...room, add, on }
}

test('a number is added, verified and made the primary one', async () => {
  const { add, on, visitor, world } = await setUpLinus()
  const { data } = (await add()).body
  expect(data).toMatchObject({ ...number, verified: false })
  expect((await on(data.id, 'make-primary')).status).toBe(400)
  await on(data.id, 'prepare-verification')
  expect(world.outbox()).toMatchObject([{ channel: 'sms', to: '+442079460111', purpose: 'new-phone-number' }])
  expect((await on(data.id, 'attempt-verification', { code: '000000' })).status).toBe(400)
  expect((await on(data.id, 'attempt-verification', { code: lastCode(world) })).status).toBe(200)
  expect((await on(data.id, 'make-primary')).status).toBe(200)
  expect((await visitor.get('/me')).body.data).toMatchObject({ primary_phone_number: { id: data.id, verified: true } })
  expect((await visitor.get(`/me/phone-numbers/${data.id}`)).body.data.verified).toBe(true)
})

test('a verified number is a second factor', async () => {
  const { add, on, world, other } = await setUpLinus()
  const { id } = (await add()).body.data
  await on(id, 'prepare-verification')
  await on(id, 'attempt-verification', { code: lastCode(world) })
  world.setSecondFactorPolicy('linus', 'enforced')
  expect(lastAttempt(await other.signIn('linus@example.com')).available_2fa_methods).toEqual(['phone_otp'])
})

test('a number is deleted', async () => {
  const { add, on, visitor } = await setUpLinus()
  const { id } = (await add()).body.data
  await on(id, 'delete')
  expect((await visitor.get('/me/phone-numbers')).body.data).toEqual([])
  expect((await on(id, 'delete')).status).toBe(404)
})

test.each([
  ['taken', { phone_number: '2079460100', country_code: '+44' }],
  ['none', { phone_number: 'hello', country_code: '+44' }],
  ['without a dial code', { phone_number: '2079460111', country_code: 'GB' }],
])('a number that is %s is refused by its message only', async (_name, fields) => {
  const { add } = await setUpLinus()
  expect((await add(fields)).body).toMatchObject({ status: 400, errors: null })
})
