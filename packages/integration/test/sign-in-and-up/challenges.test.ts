import { type ChallengeMode, seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import type { Browser } from './browser.js'
import { type FrozenPlace, freeze } from './frozen-place.js'
import { at, lastCode, sentCount } from './place.js'

const email = 'grace@example.com'
const mary = { email: 'mary@example.com', username: 'mary', password: 'Modern-Prometheus-1818' }

interface Solver {
  readonly solve: () => Promise<string | undefined>
  /** The tokens it gave. */
  readonly given: string[]
}

type Options = { readonly getChallengeToken?: () => Promise<string | undefined> }

/** What is protected, and how many protected requests it takes. */
const asked: Readonly<
  Record<string, { readonly requests: number; readonly ask: (browser: Browser, options: Options) => Promise<Asked> }>
> = {
  'signing in': {
    requests: 1,
    ask: async (browser, options) =>
      at(await browser.openSignIn(options), 'start').password({ email, password: seedPassword }),
  },
  'asking for a code': {
    requests: 2,
    ask: async (browser, options) => at(await browser.openSignIn(options), 'start').emailCode({ email }),
  },
  'asking for a link': {
    requests: 2,
    ask: async (browser, options) => at(await browser.openSignIn(options), 'start').emailLink({ email }),
  },
  'asking how an address signs in': {
    requests: 1,
    ask: async (browser, options) => at(await browser.openSignIn(options), 'start').identify(email),
  },
  'signing up': {
    requests: 1,
    ask: async (browser, options) => at(await browser.openSignUp(options), 'start').submit(mary),
  },
}

interface Asked {
  readonly step: { readonly kind: string }
  readonly error: { readonly code: string } | undefined
}

/** Solves for real, but for the first so many times. */
function solver({ world }: FrozenPlace, failures = 0): Solver {
  const given: string[] = []
  return {
    given,
    async solve() {
      const token = given.length < failures ? `unsolved_${given.length}` : world.mintChallengeToken()
      given.push(token)
      return token
    },
  }
}

const protectedRequests = ({ world }: FrozenPlace) =>
  world.requests.all().filter(({ method, path }) => method === 'POST' && path.startsWith('/auth/')).length

const modes: readonly ChallengeMode[] = ['403', '400', '500']

describe.each(modes)('where a failed challenge is answered %s', (challenge) => {
  const codeWithout = { '403': 'too-many-requests', '400': 'bad-request-body', '500': 'server-error', off: '' }[
    challenge
  ]

  describe.each(Object.entries(asked))('%s', (_, { requests, ask }) => {
    test('takes one token per request', async () => {
      const place = freeze({ challenge })
      const { solve, given } = solver(place)
      const { error } = await ask(place.openBrowser(), { getChallengeToken: solve })
      expect(error).toBeUndefined()
      expect(given).toHaveLength(requests)
      expect(new Set(given).size).toBe(requests)
      expect(protectedRequests(place)).toBe(requests)
    })

    test('takes another token once when one was not good', async () => {
      const place = freeze({ challenge })
      const { solve, given } = solver(place, 1)
      const { error } = await ask(place.openBrowser(), { getChallengeToken: solve })
      expect(error).toBeUndefined()
      expect(given).toHaveLength(requests + 1)
      expect(new Set(given).size).toBe(requests + 1)
    })

    test('gives up after the second', async () => {
      const place = freeze({ challenge })
      const { solve, given } = solver(place, Number.POSITIVE_INFINITY)
      const { error, step } = await ask(place.openBrowser(), { getChallengeToken: solve })
      expect({ code: error?.code, kind: step.kind }).toEqual({ code: codeWithout, kind: 'start' })
      expect(given).toHaveLength(2)
      expect(sentCount(place)).toBe(0)
    })

    test.each<[string, Options]>([
      ['nobody solves', {}],
      ['there is nothing to solve with', { getChallengeToken: async () => undefined }],
    ])('is refused where %s', async (why, options) => {
      const place = freeze({ challenge })
      const { error, step } = await ask(place.openBrowser(), options)
      expect({ code: error?.code, kind: step.kind }).toEqual({ code: codeWithout, kind: 'start' })
      expect(protectedRequests(place)).toBe(why.startsWith('nobody') ? 1 : 2)
    })
  })

  test('a code that cannot be sent leaves the step, and can be sent with another token', async () => {
    const place = freeze({ challenge })
    const tokens = [place.world.mintChallengeToken(), 'unsolved', 'unsolved', place.world.mintChallengeToken()]
    const tab = await place.openBrowser().openSignIn({ getChallengeToken: async () => tokens.shift() })
    const { error } = await at(tab, 'start').emailCode({ email })
    expect(error?.code).toBe(codeWithout)
    expect(at(tab, 'verify-code').sentAtMs).toBeUndefined()
    expect((await at(tab, 'verify-code').send()).error).toBeUndefined()
    expect((await at(tab, 'verify-code').verify(lastCode(place))).step.kind).toBe('complete')
    expect(tokens).toEqual([])
  })
})

describe('no token is spent', () => {
  const opened = async () => {
    const place = freeze()
    const { solve, given } = solver(place)
    return { place, given, tab: await place.openBrowser().openSignIn({ getChallengeToken: solve }) }
  }

  test('on a second try where the server said why', async () => {
    const { place, given, tab } = await opened()
    await at(tab, 'start').password({ email, password: 'wrong' })
    place.world.disableUser('grace')
    await at(tab, 'start').password({ email, password: seedPassword })
    expect(given).toHaveLength(2)
  })

  test('on a second try where nothing was answered', async () => {
    const { place, given, tab } = await opened()
    place.world.faults.add({ drop: true })
    await place.settled(at(tab, 'start').password({ email, password: seedPassword }))
    expect(given).toHaveLength(1)
  })

  test('on a code that is not sent again so soon, on a code that is given, or on fields that are empty', async () => {
    const { place, given, tab } = await opened()
    await at(tab, 'start').password({ email: '', password: '' })
    await at(tab, 'start').emailCode({ email })
    expect(given).toHaveLength(2)
    expect((await at(tab, 'verify-code').send()).error?.code).toBe('too-soon')
    await at(tab, 'verify-code').verify('000000')
    await at(tab, 'verify-code').verify(lastCode(place))
    expect(given).toHaveLength(2)
  })
})

test('a solver that fails is no mishap of the server, and is not told on', async () => {
  const place = freeze({ challenge: '403' })
  const getChallengeToken = () => Promise.reject(new Error('token_not_for_anybodys_eyes'))
  const tab = await place.openBrowser().openSignIn({ getChallengeToken })
  const { error, step } = await at(tab, 'start').password({ email, password: seedPassword })
  expect({ code: error?.code, kind: step.kind }).toEqual({ code: 'unexpected', kind: 'start' })
  expect(error?.message).not.toContain('token')
  expect(protectedRequests(place)).toBe(0)
})
