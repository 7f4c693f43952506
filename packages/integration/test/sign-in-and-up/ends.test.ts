import { seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import type { Browser, Tab } from './browser.js'
import { type FrozenPlace, freeze } from './frozen-place.js'
import { at, lastCode } from './place.js'

const grace = { email: 'grace@example.com', password: seedPassword }
const mary = { email: 'mary@example.com', username: 'mary', password: 'Modern-Prometheus-1818' }
const attemptMs = 600_000

/** Attempts in progress, each with what can be done next. */
const attempts: Readonly<Record<string, (place: FrozenPlace, browser: Browser) => Promise<Begun>>> = {
  'a code of a sign-in': async (_, browser) => {
    const tab = await browser.openSignIn()
    await at(tab, 'start').emailCode(grace)
    return { tab, goOn: () => at(tab, 'verify-code').verify('000000') }
  },
  'a link': async (_, browser) => {
    const tab = await browser.openSignIn()
    await at(tab, 'start').emailLink(grace)
    return { tab, goOn: () => at(tab, 'verify-link').check(), isRefused: false }
  },
  'a second factor': async ({ world }, browser) => {
    world.setSecondFactorPolicy('grace', 'enforced')
    const tab = await browser.openSignIn()
    await at(tab, 'start').password(grace)
    return { tab, goOn: () => at(tab, 'second-factor').verify('000000') }
  },
  'a profile': async ({ world }, browser) => {
    world.changeDeployment({ auth_settings: { phone_number: { required: true } } })
    const tab = await browser.openSignIn()
    await at(tab, 'start').password({ ...grace, email: 'linus@example.com' })
    return { tab, goOn: () => at(tab, 'complete-profile').submit({ firstName: 'Linus' }) }
  },
  'a code of a sign-up': async (_, browser) => {
    const tab = await browser.openSignUp()
    await at(tab, 'start').submit(mary)
    return { tab, goOn: () => at(tab, 'verify-code').send() }
  },
}

interface Begun {
  readonly tab: Tab
  /** Whether the server refuses it when the attempt is none. Default true. */
  readonly isRefused?: boolean
  readonly goOn: () => Promise<{ readonly error: { readonly code: string } | undefined }>
}

const begin = async (name: keyof typeof attempts) => {
  const place = freeze()
  const browser = place.openBrowser()
  const begun = await attempts[name]?.(place, browser)
  if (!begun) throw new Error('There is no such attempt')
  return { place, browser, ...begun }
}

describe.each(Object.keys(attempts))('an attempt that waits for %s', (name) => {
  test('ends by itself when its time is over, on every page, until somebody begins anew', async () => {
    const { place, browser, tab } = await begin(name)
    await place.time.pass(attemptMs - 1)
    expect(tab.step().kind).not.toBe('ended')
    await place.time.pass(1)
    expect(tab.step()).toMatchObject({ kind: 'ended', reason: 'expired' })
    const again = await tab.reload()
    expect(again.step()).toMatchObject({ kind: 'ended', reason: 'expired' })
    again.flow.restart()
    expect(again.step().kind).toBe('start')
    expect(browser.stored()).not.toContain('attemptId')
    expect((await again.reload()).step().kind).toBe('start')
  })

  test('ends when the server has forgotten the session', async () => {
    const { place, tab, goOn, isRefused = true } = await begin(name)
    place.world.deleteSession(tab.client.$state.get().container?.id ?? '')
    expect((await goOn()).error?.code).toBe(isRefused ? 'bad-sign-in-attempt' : undefined)
    expect(tab.step()).toMatchObject({ kind: 'ended', reason: 'gone' })
    tab.flow.restart()
    expect(tab.step().kind).toBe('start')
  })

  test('of another browser cannot be taken up', async () => {
    const { place, tab } = await begin(name)
    const step = tab.step()
    const other = place.openBrowser()
    const thief = await (name.endsWith('sign-up') ? other.openSignUp() : other.openSignIn())
    await thief.flow.resume('attemptId' in step ? step.attemptId : '')
    expect(thief.step()).toMatchObject({ kind: 'ended', reason: 'gone' })
    thief.flow.restart()
    expect(thief.step().kind).toBe('start')
  })

  test('is left behind by beginning anew, also after a reload', async () => {
    const { tab } = await begin(name)
    tab.flow.restart()
    expect(tab.step().kind).toBe('start')
    expect((await tab.reload()).step().kind).toBe('start')
  })
})

/** What goes on with an attempt, whatever it waits for. */
const onward = ['/auth/attempt-verification', '/auth/prepare-verification', '/auth/complete-profile']

/** Answers every step of an attempt as a server does that has a mere sentence for it. */
function answerSteps({ world }: FrozenPlace, status: number, message: string) {
  const body = { status, message, data: null, errors: null }
  for (const path of onward) world.faults.add({ path, status, body })
}

describe.each(Object.keys(attempts).filter((name) => name !== 'a link'))('an attempt that waits for %s', (name) => {
  test('ends when the server does not know it and fails over it', async () => {
    const { place, tab, goOn } = await begin(name)
    place.world.deleteSession(tab.client.$state.get().container?.id ?? '')
    answerSteps(place, 500, 'Internal server error')
    const { error } = await place.settled(goOn())
    expect(error).toMatchObject({ code: 'bad-sign-in-attempt', cause: { cause: { code: 'server-error' } } })
    expect(tab.step()).toMatchObject({ kind: 'ended', reason: 'gone' })
  })

  test('goes on when the server fails over something else', async () => {
    const { place, tab, goOn } = await begin(name)
    const before = tab.step().kind
    answerSteps(place, 500, 'Internal server error')
    expect((await place.settled(goOn())).error?.code).toBe('server-error')
    expect(tab.step().kind).toBe(before)
  })
})

test('an attempt that is complete by now ends, although the server has a mere sentence for it', async () => {
  const place = freeze()
  const browser = place.openBrowser()
  const alone = { openChannel: () => undefined }
  const tab = await browser.openSignIn(alone)
  await at(tab, 'start').emailCode(grace)
  const code = lastCode(place)
  const other = await browser.openSignIn(alone)
  await at(other, 'verify-code').verify(code)
  answerSteps(place, 400, 'The attempt is completed')
  const { error, step } = await at(tab, 'verify-code').verify(code)
  expect(error).toMatchObject({ code: 'bad-sign-in-attempt', cause: { cause: { status: 400, code: 'rejected' } } })
  expect(step.kind).toBe('complete')
  expect(browser.stored()).not.toContain('attemptId')
})

describe('a profile with which the server leads into a dead end', () => {
  /** The step stays, and what was missing is missing no more; the server has lost the attempt from then on. */
  async function setUpDeadEnd() {
    const place = freeze()
    place.world.changeDeployment({ auth_settings: { phone_number: { required: true } } })
    const tab = await place.openBrowser().openSignIn()
    await at(tab, 'start').password({ ...grace, email: 'linus@example.com' })
    const submit = () => at(tab, 'complete-profile').submit({ phoneNumber: '446681800', phoneCountryCode: '+41' })
    const patch = { current_step: 'complete_profile', requires_completion: false, missing_fields: [] as string[] }
    const loseAttempt = (more: object = {}) =>
      place.world.faults.add({
        async rewrite(response) {
          const body = (await response.json()) as { data?: { signin_attempts?: object[] | null } | null }
          for (const attempt of body.data?.signin_attempts ?? []) Object.assign(attempt, patch, more)
          return new Response(JSON.stringify(body), response)
        },
      })
    return { place, tab, submit, loseAttempt }
  }

  test.each([
    ['with nothing missing', {}],
    ['with what was missing still listed', { missing_fields: ['phone_number'] }],
  ])('ends the attempt %s', async (_, more) => {
    const { tab, submit, loseAttempt } = await setUpDeadEnd()
    loseAttempt(more)
    const { error, step } = await submit()
    expect(error).toBeUndefined()
    expect(step).toMatchObject({ kind: 'ended', reason: 'dead-end' })
    tab.flow.restart()
    expect(tab.step().kind).toBe('start')
  })

  test('is still one after a reload', async () => {
    const { tab, submit, loseAttempt } = await setUpDeadEnd()
    loseAttempt()
    await submit()
    expect((await tab.reload()).step()).toMatchObject({ kind: 'ended', reason: 'dead-end' })
  })

  test.each([
    [500, 'Internal server error'],
    [404, 'Attempt not found'],
    [400, 'No attempt to complete'],
  ])('is noticed when the next call is answered with %i', async (status, message) => {
    const { place, tab, submit, loseAttempt } = await setUpDeadEnd()
    loseAttempt({ missing_fields: ['phone_number'] })
    answerSteps(place, status, message)
    expect((await place.settled(submit())).error?.code).toBe('bad-sign-in-attempt')
    expect(tab.step()).toMatchObject({ kind: 'ended', reason: 'dead-end' })
  })
})

test('an attempt is taken up by the address of the page, once', async () => {
  const place = freeze()
  const browser = place.openBrowser()
  const first = await browser.openSignIn()
  await at(first, 'start').emailCode(grace)
  const { attemptId } = at(first, 'verify-code')
  first.flow.restart()
  const second = await browser.openSignIn({ address: `https://app.example.com/in?signin_attempt_id=${attemptId}&a=1` })
  expect(at(second, 'verify-code').attemptId).toBe(attemptId)
  expect(second.page.url()).toBe('https://app.example.com/in?a=1')
  expect((await at(second, 'verify-code').verify(lastCode(place))).step.kind).toBe('complete')
})

test('an account that is disabled on the way is refused, and may go on when it is enabled again', async () => {
  const place = freeze()
  const { world } = place
  const tab = await place.openBrowser().openSignIn()
  await at(tab, 'start').emailCode(grace)
  world.disableUser('grace')
  const refused = await at(tab, 'verify-code').verify(lastCode(place))
  expect({ code: refused.error?.code, kind: refused.step.kind }).toEqual({ code: 'user-disabled', kind: 'verify-code' })
  world.enableUser('grace')
  expect((await at(tab, 'verify-code').verify(lastCode(place))).step.kind).toBe('complete')
})

test('an account that is disabled is refused at the start', async () => {
  const place = freeze()
  place.world.disableUser('grace')
  const tab = await place.openBrowser().openSignIn()
  const { password, emailCode, emailLink } = at(tab, 'start')
  for (const begin of [() => password(grace), () => emailCode(grace), () => emailLink(grace)]) {
    const { error, step } = await begin()
    expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'user-disabled', kind: 'start' })
  }
  expect(place.world.outbox()).toEqual([])
})

test('an account that is here already is refused at the start, and stays', async () => {
  const place = freeze()
  const browser = place.openBrowser()
  const first = await browser.openSignIn()
  await at(first, 'start').password(grace)
  const tab = await browser.openSignIn()
  const { password, emailCode, emailLink } = at(tab, 'start')
  for (const begin of [() => password(grace), () => emailCode(grace), () => emailLink(grace)]) {
    const { error, step } = await begin()
    expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'user-already-signed-in', kind: 'start' })
  }
  expect(tab.client.$user.get()?.username).toBe('grace')
  expect(place.world.outbox()).toEqual([])
})

test('an account that came in another tab meanwhile is not signed in twice', async () => {
  const place = freeze()
  const browser = place.openBrowser()
  const tab = await browser.openSignIn()
  await at(tab, 'start').emailCode(grace)
  const code = lastCode(place)
  const other = await browser.openSignIn()
  other.flow.restart()
  await at(other, 'start').password(grace)
  await place.time.pass(0)
  const { error, step } = await at(tab, 'verify-code').verify(code)
  expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'user-already-signed-in', kind: 'verify-code' })
  expect(tab.client.$signIns.get()).toHaveLength(1)
})

test('a second account joins the first', async () => {
  const place = freeze()
  const browser = place.openBrowser()
  const tab = await browser.openSignIn()
  await at(tab, 'start').password(grace)
  at(tab, 'complete').restart()
  expect((await at(tab, 'start').password({ ...grace, email: 'linus@example.com' })).step.kind).toBe('complete')
  expect(tab.client.$user.get()?.username).toBe('linus')
  expect(tab.client.$signIns.get()).toHaveLength(2)
})

test('an address a password cannot verify sends nobody anything, and says what to do', async () => {
  const place = freeze()
  place.world.setVerified('grace', 'email', false)
  const tab = await place.openBrowser().openSignIn()
  await at(tab, 'start').password(grace)
  const { error, step } = await at(tab, 'verify-code').send()
  expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'email-code-required', kind: 'verify-code' })
  expect(place.world.outbox()).toEqual([])
})
