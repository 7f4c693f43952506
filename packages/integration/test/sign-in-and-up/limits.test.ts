import { seedPassword } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { freeze } from './frozen-place.js'
import { at, lastCode, sentCount } from './place.js'

const email = 'grace@example.com'

/** What the server counts by. */
const perMinute = 20
const minuteMs = 60_000

test('passwords that come too often are refused with a time, after which they are not', async () => {
  const place = freeze({ rateLimits: true })
  const tab = await place.openBrowser().openSignIn()
  for (let count = 0; count < perMinute; count++) {
    const { error } = await at(tab, 'start').password({ email: `nobody-${count}@example.com`, password: 'wrong' })
    expect(error?.code).toBe('invalid-credentials')
  }
  const { error, step } = await place.settled(at(tab, 'start').password({ email, password: seedPassword }))
  expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'rate-limited', kind: 'start' })
  expect(error?.retryAfterMs).toBe(minuteMs)
  await place.time.pass(minuteMs)
  expect((await at(tab, 'start').password({ email, password: seedPassword })).step.kind).toBe('complete')
})

test('codes that come too often are refused, and the right one counts a minute later', async () => {
  const place = freeze({ rateLimits: true })
  const tab = await place.openBrowser().openSignIn()
  await at(tab, 'start').emailCode({ email })
  for (let count = 0; count < perMinute; count++) {
    expect((await at(tab, 'verify-code').verify(`${100_000 + count}`.replace('1', '0'))).error?.code).toBe(
      'code-rejected',
    )
  }
  const { error, step } = await place.settled(at(tab, 'verify-code').verify(lastCode(place)))
  expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'rate-limited', kind: 'verify-code' })
  await place.time.pass(minuteMs)
  expect((await at(tab, 'verify-code').verify(lastCode(place))).step.kind).toBe('complete')
})

test('a code is sent again after half a minute, not before, and the page knows when', async () => {
  const place = freeze()
  const browser = place.openBrowser()
  const tab = await browser.openSignIn()
  await at(tab, 'start').emailCode({ email })
  const { sentAtMs = 0, resendAtMs, codeExpiresAtMs } = at(tab, 'verify-code')
  expect({ sentAtMs, resendAtMs, codeExpiresAtMs }).toEqual({
    sentAtMs: place.time.clock.now(),
    resendAtMs: sentAtMs + 30_000,
    codeExpiresAtMs: sentAtMs + 90_000,
  })
  place.world.requests.clear()
  const again = await tab.reload()
  await place.time.pass(29_999)
  expect((await at(again, 'verify-code').send()).error).toMatchObject({ code: 'too-soon', retryAfterMs: 1 })
  expect(sentCount(place)).toBe(1)
  await place.time.pass(1)
  expect((await at(again, 'verify-code').send()).error).toBeUndefined()
  expect(sentCount(place)).toBe(2)
})

test('one that waits for a link stays within what the server allows', async () => {
  const place = freeze({ rateLimits: true })
  const tab = await place.openBrowser().openSignIn()
  await at(tab, 'start').emailLink({ email })
  await place.time.pass(9 * minuteMs)
  expect(place.world.requests.all().filter(({ status }) => status === 429)).toEqual([])
  expect(at(tab, 'verify-link').kind).toBe('verify-link')
})

test('two tabs that wait for one link ask no more in a minute in which the server has refused one', async () => {
  const place = freeze({ rateLimits: true })
  const browser = place.openBrowser()
  const tab = await browser.openSignIn()
  await at(tab, 'start').emailLink({ email })
  const other = await browser.openSignIn()
  expect(other.step().kind).toBe('verify-link')
  await place.time.pass(9 * minuteMs)
  const refused = place.world.requests.all().filter(({ status }) => status === 429)
  const minutes = refused.map((request) => request.at.slice(0, 16))
  // Once for each tab.
  expect(minutes.filter((minute, index) => minutes.indexOf(minute) < index - 1)).toEqual([])
})
