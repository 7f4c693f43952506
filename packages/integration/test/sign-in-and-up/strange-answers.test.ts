import type { World } from '@wachter/emulator'
import { seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { freeze } from './frozen-place.js'
import { at, lastCode, said } from './place.js'

const grace = { email: 'grace@example.com', password: seedPassword }
const mary = { email: 'mary@example.com', username: 'mary', password: 'Modern-Prometheus-1818' }

type Wire = Record<string, unknown>
interface Answer {
  data?: { signin_attempts?: Wire[] | null; signup_attempts?: Wire[] | null } | null
}

/** Changes what the server says of every attempt. */
const sayOfAttempts = (world: World, change: (attempt: Wire) => Wire) =>
  world.faults.add({
    async rewrite(response) {
      const body = (await response.json()) as Answer
      for (const list of ['signin_attempts', 'signup_attempts'] as const) {
        const attempts = body.data?.[list]
        if (body.data && attempts) body.data[list] = attempts.map(change)
      }
      return new Response(JSON.stringify(body), { status: response.status, headers: response.headers })
    },
  })

test.each(['verify_blood', '', 'constructor', '__proto__', 'add_second_factor'])(
  'a sign-in step named %j is shown as one that is not known, and can be left',
  async (name) => {
    const place = freeze()
    place.world.setSecondFactorPolicy('grace', 'enforced')
    const fault = sayOfAttempts(place.world, (attempt) => ({ ...attempt, current_step: name }))
    const tab = await place.openBrowser().openSignIn()
    const { error, step } = await at(tab, 'start').password(grace)
    expect(error).toBeUndefined()
    expect(step).toMatchObject({ kind: 'unsupported', name })
    expect((await tab.reload()).step()).toMatchObject({ kind: 'unsupported', name })
    fault.remove()
    await tab.client.refetch()
    at(tab, 'second-factor').restart()
    expect(tab.step().kind).toBe('start')
  },
)

test('a sign-up step that is not known is shown so, and can be left', async () => {
  const place = freeze()
  sayOfAttempts(place.world, (attempt) => ({ ...attempt, current_step: 'verify_blood' }))
  const tab = await place.openBrowser().openSignUp()
  expect((await at(tab, 'start').submit(mary)).step).toMatchObject({ kind: 'unsupported', name: 'verify_blood' })
  at(tab, 'unsupported').restart()
  expect(tab.step().kind).toBe('start')
})

test('null where lists belong is a list with nothing in it', async () => {
  const place = freeze()
  place.world.setSecondFactorPolicy('grace', 'enforced')
  sayOfAttempts(place.world, (attempt) => ({
    ...attempt,
    available_2fa_methods: null,
    missing_fields: null,
    required_fields: null,
    remaining_steps: null,
    errors: null,
    profile_completion_data: null,
  }))
  const tab = await place.openBrowser().openSignIn()
  expect((await at(tab, 'start').password(grace)).step).toMatchObject({ kind: 'second-factor', methods: [] })
  expect((await at(tab, 'second-factor').verify(place.world.totpCode('grace'))).step.kind).toBe('complete')
})

test('second factors and fields nobody knows are left out', async () => {
  const place = freeze()
  place.world.setSecondFactorPolicy('grace', 'enforced')
  const fault = sayOfAttempts(place.world, (attempt) => ({
    ...attempt,
    available_2fa_methods: ['carrier_pigeon', 'backup_code', 7, null],
  }))
  const tab = await place.openBrowser().openSignIn()
  const { step } = await at(tab, 'start').password(grace)
  expect(step).toMatchObject({ kind: 'second-factor', methods: ['backup-code'], method: 'backup-code' })
  fault.remove()
  sayOfAttempts(place.world, (attempt) => ({
    ...attempt,
    current_step: 'complete_profile',
    missing_fields: ['email_address', 'shoe_size', null],
  }))
  await tab.client.refetch()
  expect(at(tab, 'complete-profile').missing).toEqual(['email'])
})

describe.each([
  ['without an id', { id: undefined }],
  ['whose id is an object', { id: {} }],
])('an attempt %s', (_, patch) => {
  test('is refused as a whole, and what was shown stays', async () => {
    const place = freeze()
    place.world.setSecondFactorPolicy('grace', 'enforced')
    const tab = await place.openBrowser().openSignIn()
    const fault = sayOfAttempts(place.world, (attempt) => ({ ...attempt, ...patch }))
    const before = said(tab.step())
    const { error, step } = await place.settled(at(tab, 'start').password(grace))
    expect(['invalid-response', 'unconfirmed']).toContain(error?.code)
    expect(said(step)).toEqual(before)
    fault.remove()
    expect((await place.settled(at(tab, 'start').password(grace))).step.kind).toBe('second-factor')
  })
})

test('an attempt that is listed twice counts as it is listed last', async () => {
  const place = freeze()
  place.world.setSecondFactorPolicy('grace', 'enforced')
  place.world.faults.add({
    async rewrite(response) {
      const body = (await response.json()) as Answer
      const attempts = body.data?.signin_attempts ?? []
      attempts.unshift(...attempts.map((attempt) => ({ ...attempt, current_step: 'verify_email_link' })))
      return new Response(JSON.stringify(body), { status: response.status, headers: response.headers })
    },
  })
  const tab = await place.openBrowser().openSignIn()
  expect((await at(tab, 'start').password(grace)).step.kind).toBe('second-factor')
})

test('an attempt that keeps its last step when it is complete is complete', async () => {
  const place = freeze()
  sayOfAttempts(place.world, (attempt) =>
    attempt.completed ? { ...attempt, current_step: 'verify_email_otp', remaining_steps: null } : attempt,
  )
  const tab = await place.openBrowser().openSignIn()
  await at(tab, 'start').emailCode(grace)
  expect((await at(tab, 'verify-code').verify(lastCode(place))).step.kind).toBe('complete')
})

test('an attempt the server no longer tells of is gone', async () => {
  const place = freeze()
  const tab = await place.openBrowser().openSignIn()
  await at(tab, 'start').emailCode(grace)
  place.world.faults.add({
    async rewrite(response) {
      const body = (await response.json()) as Answer
      if (body.data) body.data.signin_attempts = null
      return new Response(JSON.stringify(body), { status: response.status, headers: response.headers })
    },
  })
  await tab.client.refetch()
  expect(tab.step()).toMatchObject({ kind: 'ended', reason: 'gone' })
})

test.each(['{', 'null', '7', '[]', '"text"', '{"attemptId":{"a":1},"deadlineMs":"soon","sent":7}', '{"sent":{}}'])(
  'what an earlier version may have noted as %s does no harm',
  async (note) => {
    const place = freeze()
    const browser = place.openBrowser()
    const first = await browser.openSignIn()
    await at(first, 'start').emailCode(grace)
    const [name = ''] = browser.names().filter((name) => name.startsWith('wachter_signin'))
    expect(name).not.toBe('')
    browser.bend(name, note)
    const tab = await first.reload()
    if (tab.step().kind !== 'start') {
      expect(tab.step().kind).toBe('ended')
      tab.flow.restart()
    }
    await at(tab, 'start').emailCode(grace)
    expect((await at(tab, 'verify-code').verify(lastCode(place))).step.kind).toBe('complete')
  },
)
