import { seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import type { Browser } from './browser.js'
import { type FrozenPlace, freeze } from './frozen-place.js'
import { at, codeIn, lastCode, lastLink, redemptionOf, sentCount } from './place.js'

const email = 'grace@example.com'
const mary = { email: 'mary@example.com', username: 'mary', password: 'Modern-Prometheus-1818' }
const phone = { phoneNumber: '446681800', phoneCountryCode: '+41' }

/** Steps that wait for a code, each with one sent. */
const steps: Readonly<Record<string, (place: FrozenPlace, browser: Browser) => Promise<CodeStep>>> = {
  'a sign-in by e-mail': async (_, browser) => {
    const tab = await browser.openSignIn()
    await at(tab, 'start').emailCode({ email })
    return { verify: (code) => at(tab, 'verify-code').verify(code), kind: () => tab.step().kind }
  },
  'a sign-in by SMS': async (_, browser) => {
    const tab = await browser.openSignIn()
    await at(tab, 'start').phoneCode({ phoneNumber: '2025550143', phoneCountryCode: '+1' })
    return { verify: (code) => at(tab, 'verify-code').verify(code), kind: () => tab.step().kind }
  },
  'a second factor': async ({ world }, browser) => {
    world.setSecondFactorPolicy('grace', 'enforced')
    const tab = await browser.openSignIn()
    await at(tab, 'start').password({ email, password: seedPassword })
    await at(tab, 'second-factor').sendPhoneCode('0143')
    return { verify: (code) => at(tab, 'second-factor').verify(code), kind: () => tab.step().kind }
  },
  'a sign-up': async (_, browser) => {
    const tab = await browser.openSignUp()
    await at(tab, 'start').submit(mary)
    await at(tab, 'verify-code').send()
    return { verify: (code) => at(tab, 'verify-code').verify(code), kind: () => tab.step().kind }
  },
}

interface CodeStep {
  readonly verify: (code: string) => Promise<{ readonly error: { readonly code: string } | undefined }>
  readonly kind: () => string
}

/** The code in the digits of another script, of which the zero is given. */
const inScript = (code: string, zero: number) =>
  code.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)))

const open = async (name: keyof typeof steps) => {
  const place = freeze()
  const step = await steps[name]?.(place, place.openBrowser())
  if (!step) throw new Error('There is no such step')
  return { place, ...step }
}

describe.each(Object.keys(steps))('the code of %s', (name) => {
  test('is refused when it is wrong, and the right one still counts', async () => {
    const { place, verify, kind } = await open(name)
    const before = kind()
    expect((await verify('000000')).error?.code).toBe('code-rejected')
    expect(kind()).toBe(before)
    expect((await verify(lastCode(place))).error).toBeUndefined()
    expect(kind()).toBe('complete')
  })

  test('is refused when it is too old, with the step as it was', async () => {
    const { place, verify, kind } = await open(name)
    const before = kind()
    await place.time.pass(90_000)
    expect((await verify(lastCode(place))).error?.code).toBe('code-rejected')
    expect(kind()).toBe(before)
  })

  test('counts with blanks around it', async () => {
    const { place, verify, kind } = await open(name)
    expect((await verify(` ${lastCode(place)}\n`)).error).toBeUndefined()
    expect(kind()).toBe('complete')
  })

  const typed: readonly (readonly [string, (code: string) => string])[] = [
    ['spaces in it', (code) => `${code.slice(0, 3)} ${code.slice(3)}`],
    ['no-break spaces in it', (code) => `\u00a0${code.slice(0, 3)}\u202f${code.slice(3)}`],
    ['a dash in it', (code) => `${code.slice(0, 3)}–${code.slice(3)}`],
    ['full-width digits', (code) => inScript(code, 0xff10)],
    ['Arabic-Indic digits', (code) => inScript(code, 0x0660)],
    ['Devanagari digits', (code) => inScript(code, 0x0966)],
  ]
  test.each(typed)('counts with %s', async (_, type) => {
    const { place, verify, kind } = await open(name)
    expect((await verify(type(lastCode(place)))).error).toBeUndefined()
    expect(kind()).toBe('complete')
  })

  test.each(['', '  ', '\u00a0', ' – '])('is not even asked about when it is %j', async (code) => {
    const { place, verify } = await open(name)
    place.world.requests.clear()
    expect((await verify(code)).error?.code).toBe('invalid-argument')
    expect(place.world.requests.all()).toEqual([])
  })

  test('given twice at once counts once, and both calls show the same', async () => {
    const { place, verify, kind } = await open(name)
    const code = lastCode(place)
    const [first, second] = await Promise.all([verify(code), verify(code)])
    expect(first).toBe(second)
    expect(kind()).toBe('complete')
  })
})

test('a code that was used is refused at the next step', async () => {
  const place = freeze()
  const tab = await place.openBrowser().openSignUp()
  await at(tab, 'start').submit({ ...mary, ...phone })
  await at(tab, 'verify-code').send()
  const code = lastCode(place)
  await at(tab, 'verify-code').verify(code)
  expect(at(tab, 'verify-code')).toMatchObject({ channel: 'phone', sentAtMs: undefined })
  expect((await at(tab, 'verify-code').verify(code)).error?.code).toBe('code-rejected')
})

test('of two codes that were sent either counts', async () => {
  const place = freeze()
  const tab = await place.openBrowser().openSignIn()
  await at(tab, 'start').emailCode({ email })
  await place.time.pass(30_000)
  await at(tab, 'verify-code').send()
  const [first] = place.world.outbox()
  expect((await at(tab, 'verify-code').verify(codeIn(first))).step.kind).toBe('complete')
})

test.each(['AbCd-1234', ' AbCd - 1234 ', 'AbCd–1234', 'ＡｂＣｄ－１２３４'])(
  'a backup code typed as %j counts',
  async (typed) => {
    const place = freeze()
    place.world.setSecondFactorPolicy('grace', 'enforced')
    const tab = await place.openBrowser().openSignIn()
    await at(tab, 'start').password({ email, password: seedPassword })
    await at(tab, 'second-factor').choose('backup-code')
    expect((await at(tab, 'second-factor').verify(typed)).step.kind).toBe('complete')
  },
)

test('the digits of a phone count in every script', async () => {
  const place = freeze()
  place.world.setSecondFactorPolicy('grace', 'enforced')
  const tab = await place.openBrowser().openSignIn()
  await at(tab, 'start').password({ email, password: seedPassword })
  expect((await at(tab, 'second-factor').sendPhoneCode('٠١ ٤٣')).error).toBeUndefined()
  expect(sentCount(place)).toBe(1)
})

test('a backup code counts once', async () => {
  const place = freeze()
  place.world.setSecondFactorPolicy('grace', 'enforced')
  const tries = []
  for (const browser of [place.openBrowser(), place.openBrowser()]) {
    const tab = await browser.openSignIn()
    await at(tab, 'start').password({ email, password: seedPassword })
    await at(tab, 'second-factor').choose('backup-code')
    const { error, step } = await at(tab, 'second-factor').verify('AbCd-1234')
    tries.push({ code: error?.code, kind: step.kind })
  }
  expect(tries).toEqual([
    { code: undefined, kind: 'complete' },
    { code: 'code-rejected', kind: 'second-factor' },
  ])
})

test('digits no phone ends with are refused, and nothing is sent', async () => {
  const place = freeze()
  place.world.setSecondFactorPolicy('grace', 'enforced')
  const tab = await place.openBrowser().openSignIn()
  await at(tab, 'start').password({ email, password: seedPassword })
  expect((await at(tab, 'second-factor').sendPhoneCode('')).error?.code).toBe('invalid-argument')
  for (const digits of ['9999', '143', '10143']) {
    const { error, step } = await at(tab, 'second-factor').sendPhoneCode(digits)
    expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'phone-rejected', kind: 'second-factor' })
  }
  expect(sentCount(place)).toBe(0)
})

describe('a link', () => {
  const asked = async () => {
    const place = freeze()
    const browser = place.openBrowser()
    const tab = await browser.openSignIn()
    await at(tab, 'start').emailLink({ email })
    return { place, browser, tab, link: redemptionOf(lastLink(place)) }
  }

  test('is refused when it is wrong, and the right one still counts', async () => {
    const { tab, link } = await asked()
    const { error, step } = await tab.flow.openLink({ ...link, token: 'token_wrong' })
    expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'link-rejected', kind: 'verify-link' })
    expect((await tab.flow.openLink(link)).step.kind).toBe('complete')
  })

  test('is refused when it is too old', async () => {
    const { place, tab, link } = await asked()
    await place.time.pass(90_000)
    expect((await tab.flow.openLink(link)).error?.code).toBe('link-rejected')
  })

  test('is refused when it was opened before, without undoing that', async () => {
    const { browser, tab, link } = await asked()
    await tab.flow.openLink(link)
    const other = await browser.openSignIn()
    expect((await other.flow.openLink(link)).error).toBeDefined()
    expect(tab.step().kind).toBe('complete')
    expect(other.client.$user.get()?.username).toBe('grace')
  })

  test('is refused in another browser where the same device is required', async () => {
    const { place, tab, link } = await asked()
    const other = await place.openBrowser().openSignIn()
    const { error, step } = await other.flow.openLink(link)
    expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'link-rejected', kind: 'start' })
    expect((await tab.flow.openLink(link)).step.kind).toBe('complete')
  })

  test('of an address without one is refused without asking', async () => {
    const { place, tab } = await asked()
    place.world.requests.clear()
    expect((await tab.flow.openLink()).error?.code).toBe('link-rejected')
    expect(place.world.requests.all()).toEqual([])
  })

  test('of an account that is here already leads to it', async () => {
    const { browser, link } = await asked()
    const tab = await browser.openSignIn()
    tab.flow.restart()
    await at(tab, 'start').password({ email, password: seedPassword })
    const other = await browser.openSignIn()
    const { error, step } = await other.flow.openLink(link)
    expect({ error, kind: step.kind }).toEqual({ error: undefined, kind: 'complete' })
  })
})
