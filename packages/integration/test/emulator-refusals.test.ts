import * as wire from '@wachter/core/wire'
import { createEmulator } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { refusedVisits } from './conformance/refused-visits.js'
import { refusedWaysIn } from './conformance/refused-ways-in.js'
import { asAda } from './conformance/visit.js'
import { createRawCaller } from './raw-caller.js'
import { read } from './wire-reading.js'

describe.each([{ nasty: false }, { nasty: true }])('the emulator, nasty: $nasty', ({ nasty }) => {
  test.each([...refusedVisits, ...refusedWaysIn])(
    'refuses $name in an envelope core reads',
    async ({ before, ask, status, errors }) => {
      const emulator = createEmulator({ nasty })
      const call = createRawCaller(emulator)
      await before?.(call, emulator)
      const answer = await call(ask(emulator))
      expect(answer).toMatchObject({ status, body: { status, session: { id: expect.any(String) } } })
      expect(answer.body.errors).toEqual(errors)
      expect(Object.keys(answer.body).sort()).toEqual(['data', 'errors', 'message', 'session', 'status'])
      expect(read(wire.refusal, answer.body).message).not.toBe('')
      expect(answer.headers.get('X-Development-Session')).toMatch(/^ey/)
    },
  )

  test('refuses what comes too often before it looks at the session', async () => {
    const call = createRawCaller(createEmulator({ nasty, rateLimits: true }))
    for (let calls = 0; calls < 20; calls++) expect((await call({ path: '/deployment' })).status).toBe(200)
    const { status, body, headers } = await call({ path: '/deployment' })
    expect({ status, body }).toMatchObject({
      status: 429,
      body: { session: null, errors: [{ code: 'TOO_MANY_REQUESTS' }] },
    })
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
  })

  test('refuses tokens that are asked for too often', async () => {
    const call = createRawCaller(createEmulator({ nasty, rateLimits: true, clock: { now: () => 1_800_000_000_000 } }))
    await asAda(call)
    for (let calls = 0; calls < 10; calls++) expect((await call({ path: '/session/token' })).status).toBe(200)
    const { status, body } = await call({ path: '/session/token' })
    expect({ status, body }).toMatchObject({ status: 429, body: { errors: [{ code: 'TOO_MANY_REQUESTS' }] } })
  })
})

test('an unknown host is answered without an envelope and without a session', async () => {
  const emulator = createEmulator()
  const response = await emulator.fetch('https://elsewhere.example.com/session')
  expect(response.status).toBe(404)
  expect(await response.json()).toEqual({ message: 'Deployment not found' })
  expect(emulator.world.state().sessions).toEqual([])
})
