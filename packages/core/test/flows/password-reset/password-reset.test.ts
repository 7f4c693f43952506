import { seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { createPasswordReset, createSignIn } from '../../../src/flows/index.js'
import type { Client } from '../../../src/index.js'
import { minuteMs, pass, setUp } from '../../set-up.js'
import { asText, at, codesIn } from '../steps.js'

const email = 'ada@example.com'
const password = 'a-better-horse'

const request = (client: Client, to = email) => at(createPasswordReset(client).$state.get(), 'request').send(to)

/** A page before which somebody has asked for a code. */
async function setUpSent(options?: Parameters<typeof setUp>[0]) {
  const stage = setUp(options)
  const tab = await stage.open()
  const sent = at(await request(tab.client), 'verify-code')
  return { ...stage, ...tab, sent, code: codesIn(stage.world)[0] ?? '' }
}

/** The same, with the code verified. */
async function setUpVerified(prepare: (world: ReturnType<typeof setUp>['world']) => void = () => {}) {
  const stage = await setUpSent()
  prepare(stage.world)
  return { ...stage, verified: at(await stage.sent.verify(stage.code), 'new-password') }
}

/** A flow as a page shows it: somebody listens. */
function watched(client: Client) {
  const flow = createPasswordReset(client)
  flow.$state.listen(() => undefined)
  return flow
}

describe('a reset', () => {
  test('goes from the address over the code to the new password, and signs in with it', async () => {
    const { open, world, client: _, ...rest } = await setUpSent()
    expect(rest.sent).toMatchObject({ address: email, sentAtMs: Date.now(), resendAtMs: Date.now() + 30_000 })
    const verified = at(await rest.sent.verify(` ${rest.code} `), 'new-password')
    expect(verified).toMatchObject({ address: email, expiresAtMs: Date.now() + 15 * minuteMs })
    at(await verified.submit(password), 'complete')
    expect(rest.shown()).toMatchObject({ status: 'signed-in', who: 'ada' })
    const { signIn } = await open({ storage: { get: () => undefined, set: () => {}, remove: () => {} } })
    await expect(signIn('ada', seedPassword)).rejects.toMatchObject({ code: 'invalid-credentials' })
    expect(world.outbox()).toHaveLength(1)
  })

  test('hands what remains to the sign-in, and is complete once that is', async () => {
    const { client, sent, code, world, shown } = await setUpSent()
    world.setAuthenticator('ada', true)
    world.setSecondFactorPolicy('ada', 'enforced')
    const flow = watched(client)
    await flow.resume()
    const verified = at(await at(flow.$state.get(), 'verify-code').verify(code), 'new-password')
    const { attemptId } = at(await verified.submit(password), 'sign-in')
    expect(shown().status).toBe('signed-out')
    const signIn = createSignIn(client)
    const step = at(await signIn.resume(attemptId), 'second-factor')
    at(await step.verify(world.totpCode('ada')), 'complete')
    at(flow.$state.get(), 'complete')
    expect(shown().who).toBe('ada')
    expect(sent.kind).toBe('verify-code')
  })

  test('begins anew once the account it ended with is signed out', async () => {
    const { client, verified } = await setUpVerified()
    const { restart } = at(await verified.submit(password), 'complete')
    await client.signOut()
    at(await verified.submit(password), 'request')
    restart()
  })

  test('is left by a restart, which leaves nothing behind', async () => {
    const { client, sent, storage } = await setUpSent()
    expect([...storage.entries.keys()].some((key) => key.includes('password-reset'))).toBe(true)
    sent.restart()
    expect([...storage.entries.keys()].some((key) => key.includes('password-reset'))).toBe(false)
    at(watched(client).$state.get(), 'request')
  })
})

describe('nothing is sent', () => {
  test('without being asked for', async () => {
    const { open, world, asked } = setUp()
    const { client } = await open()
    const before = asked().length
    watched(client)
    await createPasswordReset(client).resume()
    await pass(20 * minuteMs)
    expect(world.outbox()).toEqual([])
    expect(asked()).toHaveLength(before)
  })

  test('to nobody', async () => {
    const { open, asked } = setUp()
    const { client } = await open()
    expect((await request(client, ' ')).error?.code).toBe('invalid-argument')
    expect(asked('POST /auth/forgot-password')).toEqual([])
  })

  test('twice at once, or again too soon', async () => {
    const { sent, world } = await setUpSent()
    expect((await sent.send()).error).toMatchObject({ code: 'too-soon', retryAfterMs: 30_000 })
    await pass(30_000)
    const [first, second] = await Promise.all([sent.send(), sent.send()])
    expect(first).toBe(second)
    expect(codesIn(world)).toHaveLength(2)
  })

  test('sooner by starting anew with the same address in the same flow', async () => {
    const { open, world } = setUp()
    const { client } = await open()
    const flow = createPasswordReset(client)
    const step = at(flow.$state.get(), 'request')
    await Promise.all([step.send(email), step.send(email)])
    expect(codesIn(world)).toHaveLength(1)
  })
})

describe('is refused', () => {
  test('user-not-found: an address nobody has', async () => {
    const { open } = setUp()
    const { client } = await open()
    const { step, error } = await request(client, 'nobody@example.com')
    expect({ kind: step.kind, code: error?.code }).toEqual({ kind: 'request', code: 'user-not-found' })
  })

  test('code-rejected: a wrong, empty or old code, and the right one thereafter is not', async () => {
    const { sent, code, world } = await setUpSent()
    expect((await sent.verify('000000')).error?.code).toBe('code-rejected')
    expect((await sent.verify('')).error?.code).toBe('invalid-argument')
    at(await sent.verify(code), 'new-password')
    expect(world.outbox()).toHaveLength(1)
  })

  test('code-rejected: a code that is too old, after which another can be sent', async () => {
    const { sent, code, world } = await setUpSent()
    await pass(90_000)
    expect((await sent.verify(code)).error?.code).toBe('code-rejected')
    await sent.send()
    at(await sent.verify(codesIn(world)[1] ?? ''), 'new-password')
  })

  test('what the policy refuses is told of the password, and another one may be tried', async () => {
    const { verified } = await setUpVerified((world) =>
      world.changeDeployment({ auth_settings: { password: { min_length: 12 } } }),
    )
    const refused = await verified.submit('short')
    expect(refused.error?.fields.password).toBeDefined()
    at(refused, 'new-password')
    at(await verified.submit(password), 'complete')
  })

  test('reset-expired: too late, whether or not the server said so', async () => {
    const { verified } = await setUpVerified()
    await pass(15 * minuteMs)
    const late = await verified.submit(password)
    expect(late.error?.code).toBe('reset-expired')
    at(late, 'verify-code')
  })

  test('reset-expired: a token the server no longer takes', async () => {
    const { verified, world } = await setUpVerified()
    world.clock.advance(15 * minuteMs)
    const late = await verified.submit(password)
    expect(late.error?.code).toBe('reset-expired')
    at(late, 'verify-code')
  })

  test.each([['user-disabled', (world: ReturnType<typeof setUp>['world']) => world.disableUser('ada')]])(
    '%s',
    async (code, prepare) => {
      const { verified } = await setUpVerified(prepare)
      expect((await verified.submit(password)).error?.code).toBe(code)
    },
  )

  test('user-already-signed-in: the account is here already', async () => {
    const { openAs, world } = setUp()
    const { client } = await openAs(['ada'])
    const sent = at(await request(client), 'verify-code')
    const verified = at(await sent.verify(codesIn(world)[0] ?? ''), 'new-password')
    expect((await verified.submit(password)).error?.code).toBe('user-already-signed-in')
  })

  test('out-of-step: what belongs to another step', async () => {
    const { client, sent, code } = await setUpSent()
    at(await sent.verify(code), 'new-password')
    expect((await sent.verify(code)).error?.code).toBe('out-of-step')
    expect((await at(createPasswordReset(client).$state.get(), 'request').send('')).error?.code).toBe(
      'invalid-argument',
    )
  })
})

describe('a reload', () => {
  test('goes on at the code, with the address and the time it was sent', async () => {
    const { open, sent, code, asked } = await setUpSent()
    await pass(10_000)
    const { client } = await open()
    const flow = watched(client)
    const found = at(flow.$state.get(), 'verify-code')
    expect(found).toMatchObject({ address: email, sentAtMs: sent.sentAtMs, resendAtMs: sent.resendAtMs })
    expect((await found.send()).error).toMatchObject({ code: 'too-soon', retryAfterMs: 20_000 })
    expect(asked('POST /auth/forgot-password')).toHaveLength(1)
    at(await found.verify(code), 'new-password')
  })

  test('at the new password comes back to the code: what lets in is a secret', async () => {
    const { open, verified, storage, cookies } = await setUpVerified()
    expect(asText([...storage.entries, ...cookies.entries])).not.toContain('token_')
    const flow = watched((await open()).client)
    at(flow.$state.get(), 'verify-code')
    expect(verified.kind).toBe('new-password')
  })

  test('long after begins anew', async () => {
    const { open } = await setUpSent()
    await pass(15 * minuteMs)
    at(watched((await open()).client).$state.get(), 'request')
  })

  test('of a page whose store was scribbled in begins anew', async () => {
    const { open, storage, client } = await setUpSent()
    client.stop()
    for (const key of storage.entries.keys()) if (key.includes('password-reset')) storage.set(key, '{"email":1}')
    at(watched((await open()).client).$state.get(), 'request')
  })
})

describe('a lost answer', () => {
  test('leaves a password that was set with its account signed in', async () => {
    const { verified, world, shown } = await setUpVerified()
    world.faults.add({ path: '/auth/reset-password', dropResponse: true, once: true })
    const after = await verified.submit(password)
    expect(after.error).toBeUndefined()
    at(after, 'complete')
    expect(shown().who).toBe('ada')
  })

  test('leaves a password that was set with the steps that remain', async () => {
    const { verified, world } = await setUpVerified((world) => {
      world.setAuthenticator('ada', true)
      world.setSecondFactorPolicy('ada', 'enforced')
    })
    world.faults.add({ path: '/auth/reset-password', dropResponse: true, once: true })
    at(await verified.submit(password), 'sign-in')
  })

  test('to a request that never arrived may be asked for again', async () => {
    const { verified, world } = await setUpVerified()
    world.faults.add({ path: '/auth/reset-password', drop: true, once: true })
    const first = await verified.submit(password)
    expect(first.error?.code).toBe('offline')
    at(first, 'new-password')
    at(await verified.submit(password), 'complete')
  })
})

test('the step of a watched flow ends with the time for a new password', async () => {
  const { client, code } = await setUpSent()
  const flow = watched(client)
  const verified = await at(flow.$state.get(), 'verify-code').verify(code)
  at(verified, 'new-password')
  await pass(15 * minuteMs)
  at(flow.$state.get(), 'verify-code')
})

test('no error tells a secret', async () => {
  const { verified, world, code } = await setUpVerified()
  world.faults.add({ path: '/auth/reset-password', drop: true, once: true })
  const { error } = await verified.submit(password)
  world.clock.advance(15 * minuteMs)
  const { error: late } = await verified.submit(password)
  for (const secret of [password, code, 'token_']) expect(asText([error, late])).not.toContain(secret)
})

test('its functions stay the same', async () => {
  const { client } = await setUpSent()
  const flow = watched(client)
  const first = at(flow.$state.get(), 'verify-code')
  await client.refetch()
  const { send, verify, restart } = at((await first.send()) && flow.$state.get(), 'verify-code')
  expect({ send, verify, restart }).toEqual({ send: first.send, verify: first.verify, restart: first.restart })
})

test('signs in an account whose former sign-in was revoked meanwhile', async () => {
  const { openAs, world } = setUp()
  const { client, idOf } = await openAs(['linus', 'ada'])
  const flow = createPasswordReset(client)
  const sent = at(await at(flow.$state.get(), 'request').send('ada@example.com'), 'verify-code')
  const verified = at(await sent.verify(codesIn(world).at(-1) ?? ''), 'new-password')
  world.revokeSignIn(idOf('ada'))
  at(await verified.submit('a-better-horse'), 'complete')
})
