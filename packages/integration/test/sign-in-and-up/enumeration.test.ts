import type { SignInFlow, SignInState } from '@wachter/core/flows'
import { expect, test } from 'vitest'
import type { Tab } from './browser.js'
import { freeze } from './frozen-place.js'
import { at, lastCode, said, sentCount } from './place.js'

/** Ways in that begin with an address or a number, known or not. */
const starts: readonly {
  readonly name: string
  readonly known: (tab: SignInTab) => Promise<SignInState>
  readonly unknown: (tab: SignInTab) => Promise<SignInState>
}[] = [
  {
    name: 'an address',
    known: (tab) => at(tab, 'start').emailCode({ email: 'ada@example.com' }),
    unknown: (tab) => at(tab, 'start').emailCode({ email: 'eve@example.com' }),
  },
  {
    name: 'a number',
    known: (tab) => at(tab, 'start').phoneCode({ phoneNumber: '2079460100', phoneCountryCode: '+44' }),
    unknown: (tab) => at(tab, 'start').phoneCode({ phoneNumber: '2079460199', phoneCountryCode: '+44' }),
  },
  {
    name: 'an address for a link',
    known: (tab) => at(tab, 'start').emailLink({ email: 'ada@example.com' }),
    unknown: (tab) => at(tab, 'start').emailLink({ email: 'eve@example.com' }),
  },
]

type SignInTab = Tab<SignInFlow>

test.each(starts)('$name nobody has looks like one of an account, and nothing is sent', async ({ known, unknown }) => {
  const place = freeze()
  const tabs = [await place.openBrowser().openSignIn(), await place.openBrowser().openSignIn()] as const
  await known(tabs[0])
  expect(sentCount(place)).toBe(1)
  await unknown(tabs[1])
  expect(sentCount(place)).toBe(1)
  // Each attempt has an id of its own.
  const own = { attemptId: undefined, key: undefined }
  const [first, second] = tabs.map((tab) => ({ ...(said(tab.step()) as object), ...own }))
  expect(second).toEqual(first)
})

test('a code for an account nobody has is as wrong as a wrong one', async () => {
  const place = freeze()
  const tabs = [await place.openBrowser().openSignIn(), await place.openBrowser().openSignIn()] as const
  await at(tabs[0], 'start').emailCode({ email: 'ada@example.com' })
  await at(tabs[1], 'start').emailCode({ email: 'eve@example.com' })
  const [known, unknown] = [
    await at(tabs[0], 'verify-code').verify('000000'),
    await at(tabs[1], 'verify-code').verify(lastCode(place)),
  ]
  expect(unknown.error?.code).toBe('code-rejected')
  expect({ ...unknown.error, cause: undefined }).toEqual({ ...known.error, cause: undefined })
  await place.time.pass(30_000)
  expect((await at(tabs[1], 'verify-code').send()).error).toBeUndefined()
  expect(sentCount(place)).toBe(1)
})

test('an address that is not verified yet gets no code either', async () => {
  const place = freeze()
  place.world.setVerified('ada', 'email', false)
  const tab = await place.openBrowser().openSignIn()
  const { error, step } = await at(tab, 'start').emailCode({ email: 'ada@example.com' })
  expect({ error, kind: step.kind, sent: sentCount(place) }).toEqual({ error: undefined, kind: 'verify-code', sent: 0 })
})

test('an unknown address, an unknown name and a wrong password are refused alike', async () => {
  const place = freeze()
  const tab = await place.openBrowser().openSignIn()
  const tries = [
    await at(tab, 'start').password({ email: 'ada@example.com', password: 'wrong' }),
    await at(tab, 'start').password({ email: 'eve@example.com', password: 'wrong' }),
    await at(tab, 'start').password({ username: 'eve', password: 'wrong' }),
  ]
  const seen = tries.map(({ error, step }) => [step.kind, error?.code, error?.message, error?.fields])
  expect(seen).toEqual([seen[0], seen[0], seen[0]])
  expect(seen[0]?.slice(0, 2)).toEqual(['start', 'invalid-credentials'])
})

test('an address that is asked about is not told apart, and gets nothing', async () => {
  const place = freeze()
  const tab = await place.openBrowser().openSignIn()
  const suggested = []
  for (const identifier of ['ada@example.com', 'eve@example.com']) {
    const { step } = await at(tab, 'start').identify(identifier)
    if (step.kind === 'start') suggested.push({ ...step.identified, identifier: undefined })
  }
  expect(suggested[1]).toEqual(suggested[0])
  expect(sentCount(place)).toBe(0)
})
