import { createEmulator } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { createVisitor, setUp, startOfTime } from '../../visitor'

const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

async function setUpPicture() {
  const room = setUp()
  await room.visitor.signIn('ada@example.com')
  const body = new FormData()
  body.set('file', new File([script], 'ada.svg', { type: 'image/svg+xml' }))
  await room.visitor.post('/me/profile-picture', undefined, { body })
  return { ...room, url: (await room.visitor.get('/me')).body.data.profile_picture_url as string }
}

test('a picture is public, and to see it starts no session', async () => {
  const { emulator, world, url } = await setUpPicture()
  const { length } = world.state().sessions
  const response = await emulator.fetch(url)
  expect(response.status).toBe(200)
  expect(response.headers.has('x-development-session')).toBe(false)
  expect(world.state().sessions).toHaveLength(length)
})

test('a picture cannot run scripts', async () => {
  const { emulator, url } = await setUpPicture()
  const { headers } = await emulator.fetch(url)
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('an unknown picture is a 404', async () => {
  const { emulator } = setUp()
  expect((await emulator.fetch(`${emulator.baseUrl}/__uploads/1`)).status).toBe(404)
})

test('a picture is saved with the state, whose printable copy leaves its content out', async () => {
  const { emulator, world, visitor, url } = await setUpPicture()
  const saved = JSON.parse(JSON.stringify(await emulator.save()))
  const later = createEmulator({ saved, clock: { now: () => startOfTime } })
  expect(await (await later.fetch(url)).text()).toBe(script)
  const returning = createVisitor(later)
  returning.useDevSession(visitor.devSession())
  expect((await returning.get('/me')).body.data.profile_picture_url).toBe(url)
  expect(world.state().uploads).toEqual([expect.not.objectContaining({ base64: expect.anything() })])
})
