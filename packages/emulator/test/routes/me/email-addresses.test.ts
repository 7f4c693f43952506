import { expect, test } from 'vitest'
import { lastCode } from '../../steps'
import { setUp } from '../../visitor'

async function setUpAda() {
  const room = setUp()
  await room.visitor.signIn('ada@example.com')
  const { visitor } = room
  const add = (email: string) => visitor.post('/me/email-addresses', { email })
  const on = (id: string, what: string, code?: string) =>
    visitor.post(`/me/email-addresses/${id}/${what}${code === undefined ? '' : `?code=${code}`}`)
  const list = async () => (await visitor.get('/me/email-addresses')).body.data
  return { ...room, add, on, list }
}

test('an address is added, verified and made the primary one', async () => {
  const { add, on, list, visitor, world } = await setUpAda()
  const { data } = (await add('countess@example.org')).body
  expect(data).toMatchObject({ email: 'countess@example.org', verified: false, verified_at: '0001-01-01T00:00:00Z' })
  expect((await on(data.id, 'make-primary')).body).toMatchObject({ status: 400, errors: null })
  await on(data.id, 'prepare-verification')
  expect(world.outbox()).toMatchObject([{ to: 'countess@example.org', purpose: 'new-email-address' }])
  expect((await on(data.id, 'attempt-verification', '000000')).status).toBe(400)
  const verified = await on(data.id, 'attempt-verification', lastCode(world))
  expect(verified.body).toMatchObject({ status: 200, data: expect.any(String) })
  await on(data.id, 'make-primary')
  expect((await visitor.get('/me')).body.data.primary_email_address_id).toBe(data.id)
  // The server does not note it at the addresses themselves.
  expect(await list()).toMatchObject([{ is_primary: true }, { id: data.id, is_primary: false, verified: true }])
})

test('one address is read by its id', async () => {
  const { add, visitor } = await setUpAda()
  const { data } = (await add('countess@example.org')).body
  expect((await visitor.get(`/me/email-addresses/${data.id}`)).body.data).toEqual(data)
  expect((await visitor.get('/me/email-addresses/1')).status).toBe(404)
})

test('an address is deleted, but not the primary one', async () => {
  const { add, on, list } = await setUpAda()
  const { id } = (await add('countess@example.org')).body.data
  expect((await on(id, 'delete')).status).toBe(200)
  const [primary] = await list()
  expect((await on(primary.id, 'delete')).status).toBe(400)
  expect((await on(id, 'delete')).status).toBe(400)
  expect(await list()).toHaveLength(1)
})

test('an address that is taken or not allowed is refused by its message only', async () => {
  const { add, world } = await setUpAda()
  world.changeDeployment({ restrictions: { block_subaddresses: true } })
  for (const email of ['grace@example.com', 'ada+news@example.com']) {
    expect((await add(email)).body).toMatchObject({ status: 400, errors: null })
  }
})

test('addresses require a signed-in user', async () => {
  const { visitor } = setUp()
  expect((await visitor.get('/me/email-addresses')).status).toBe(401)
})
