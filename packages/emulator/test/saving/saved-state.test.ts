import { createEmulator, type SavedState } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { challenge, enroll, seed } from '../passkeys'
import { lastAttempt, stepsOf } from '../steps'
import { createVisitor, setUp, startOfTime } from '../visitor'

const clock = { now: () => startOfTime }

/** As it comes back from a file. */
const throughJson = (state: SavedState): SavedState => JSON.parse(JSON.stringify(state))

test('what was saved is restored whole, and saved the same', async () => {
  const { emulator, visitor, world } = setUp({ seed })
  const { authenticator } = await enroll(emulator, visitor)
  await visitor.post('/auth/signup', { email: 'mary@example.com', password: 'connexion-of-sciences' })
  world.mintTicket({ type: 'agent_access', payload: { actor: { id: '1' } } })
  world.inviteToOrganization({ email: 'eve@example.com', organization: 'Acme' })
  world.sendNotification({ organization: 'Acme', title: 'Hello', ctas: [{ label: 'Go', payload: { to: '/' } }] })
  await visitor.post(`/notifications/${world.state().notifications[0]?.id}/star`)
  world.failProviderNext('google_oauth', 'deny')
  world.clock.advance(5_000)
  const saved = throughJson(await emulator.save())

  const later = createEmulator({ seed, clock, saved })
  expect(later.world.state()).toEqual(world.state())
  expect(later.world.outbox()).toEqual(world.outbox())
  expect(later.world.deployment()).toEqual(world.deployment())
  const again = throughJson(await later.save())
  expect({ ...again.content, nextId: 0 }).toEqual({ ...saved.content, nextId: 0 })

  const returning = createVisitor(later)
  returning.useDevSession(visitor.devSession())
  expect((await returning.session()).active_signin.user.username).toBe('ada')
  const assertion = await authenticator.assert(await challenge(returning))
  const init = { body: JSON.stringify(assertion), headers: { 'Content-Type': 'application/json' } }
  await returning.post('/session/sign-out')
  expect((await returning.post('/auth/passkey/login/finish', undefined, init)).status).toBe(200)
})

test('a sign-in that was under way goes on', async () => {
  const { emulator, visitor, world } = setUp()
  const { id } = lastAttempt(await visitor.post('/auth/signin', { strategy: 'email_otp', email: 'ada@example.com' }))
  await stepsOf(visitor).prepare(id)
  const later = createEmulator({ clock, saved: throughJson(await emulator.save()) })
  const returning = createVisitor(later)
  returning.useDevSession(visitor.devSession())
  const [message] = world.outbox()
  await stepsOf(returning).verify(id, message?.kind === 'code' ? message.code : '')
  expect((await returning.session()).active_signin.user.username).toBe('ada')
})

test('no id is given out twice, not even one that was not saved any more', async () => {
  const { emulator } = setUp()
  const saved = await emulator.save()
  const unsaved = await emulator.world.openSession({ as: 'ada' })
  const later = createEmulator({ saved })
  const next = await later.world.openSession({ as: 'grace' })
  expect(BigInt(next.id)).toBeGreaterThan(BigInt(unsaved.id) + 1_000n)
})

test('it is a copy: what happens later does not reach it', async () => {
  const { emulator, world } = setUp()
  const saved = await emulator.save()
  const before = structuredClone(saved)
  world.disableUser('ada')
  createEmulator({ saved }).world.disableUser('grace')
  expect(saved).toEqual(before)
})

test('a reset restores the seed, not what was saved', async () => {
  const { emulator, world } = setUp()
  world.deleteUser('linus')
  const later = createEmulator({ saved: await emulator.save() })
  expect(() => later.world.user('linus')).toThrow()
  later.world.reset()
  expect(later.world.user('linus').username).toBe('linus')
})

test.each<[string, (saved: SavedState) => unknown, string]>([
  ['nothing', () => null, 'It must be an object'],
  ['another document', () => ({ name: 'app' }), 'no saved state'],
  ['a later version', (saved) => ({ ...saved, version: 2 }), 'version 2'],
  ['no content', ({ format, version }) => ({ format, version }), '"content" must be an object'],
  ['a table too few', (saved) => without(saved, 'signins'), '"content.tables.signins" must be a list'],
  ['a table that is none', (saved) => withTable(saved, 'users', {}), '"content.tables.users" must be a list'],
  ['a row without a key', (saved) => withTable(saved, 'users', [{}]), '"content.tables.users[0]" must be a pair'],
  ['ids that are none', (saved) => withContent(saved, 'nextId', 'one'), '"content.nextId" must be an id'],
  ['half a key', (saved) => withContent(saved, 'keys', { x: 'x', y: 'y' }), '"content.keys.x" must be a part of a key'],
])('%s is refused', async (_, change, message) => {
  const saved = change(await setUp().emulator.save()) as SavedState
  expect(() => createEmulator({ saved })).toThrow(message)
})

test.each([
  [{ baseUrl: 'http://localhost:1' }, 'http://localhost:4747, and this one has http://localhost:1'],
  [{ mode: 'production' }, 'the mode staging'],
  [{ frontendHost: 'accounts.example.com' }, 'frontendHost'],
] as const)('the state of an emulator elsewhere is refused: %j', async (options, message) => {
  const saved = await setUp().emulator.save()
  expect(() => createEmulator({ ...options, saved })).toThrow(message)
})

const withContent = (saved: SavedState, name: string, value: unknown) => ({
  ...saved,
  content: { ...saved.content, [name]: value },
})

const withTable = (saved: SavedState, name: string, table: unknown) =>
  withContent(saved, 'tables', { ...(saved.content.tables as object), [name]: table })

const without = (saved: SavedState, name: string) => withTable(saved, name, undefined)
