import { createEmulator, type EmulatorOptions, seedPassword } from '@wachter/emulator'
import { answerCryptoAtOnce } from '@wachter/testing/crypto-at-once'
import { type FakePage, fakePage } from '@wachter/testing/fake-page'
import { clock, freezeTime, pass } from '@wachter/testing/frozen-time'
import { memoryStore } from '@wachter/testing/stores'
import { onTestFinished, vi } from 'vitest'
import { signInWithPassword } from '../src/flows/index.js'
import { type Channel, type ClientOptions, createClient, isSessionError } from '../src/index.js'
import type { SessionContainer, SignIn } from '../src/model/session.js'
import type { User } from '../src/model/user.js'
import type { Answer } from '../src/session/state/machine.js'
import { createSessionStore } from '../src/session/state/store.js'
import { createServerClock } from '../src/time/server-clock.js'
import { createStamps } from '../src/time/stamps.js'

export { fakePage } from '@wachter/testing/fake-page'
export * from '@wachter/testing/frozen-time'
export { forgetfulStore, memoryStore } from '@wachter/testing/stores'

answerCryptoAtOnce()

/** The channels of one browser, with everything that was ever said on them. */
function fakeChannels() {
  const open = new Set<{ readonly name: string; readonly hear: (message: unknown) => void }>()
  const said: unknown[] = []
  const deliver = (name: string, message: unknown, speaker?: object) => {
    for (const one of [...open]) if (one.name === name && one !== speaker) one.hear(structuredClone(message))
  }
  return {
    said,
    size: () => open.size,
    openChannel(name: string, hear: (message: unknown) => void): Channel {
      const line = { name, hear }
      open.add(line)
      return {
        post(message) {
          if (!open.has(line)) throw new Error('The channel is closed')
          said.push(message)
          deliver(name, message, line)
        },
        close: () => open.delete(line),
      }
    },
    /** Says something to every tab, as a tab outside of the test would. */
    say(message: unknown) {
      for (const name of new Set([...open].map((one) => one.name))) deliver(name, message)
    },
  }
}

export type Person = 'ada' | 'grace' | 'linus'
type TabOptions = Partial<Omit<ClientOptions, 'publishableKey' | 'baseUrl' | 'mode'>> & { readonly page?: FakePage }

/** One deployment with its default seed, and one browser before it. Time stands still. */
export function setUp(options: EmulatorOptions = {}) {
  freezeTime()
  const emulator = createEmulator(options)
  const { world } = emulator
  const storage = memoryStore()
  const cookies = memoryStore()
  const channels = fakeChannels()
  const fetch: typeof globalThis.fetch = (input, init) => emulator.fetch(input, init)
  const stops: (() => void)[] = []
  onTestFinished(() => {
    for (const stop of stops) stop()
  })

  /** A tab of the browser with a client that was not started yet. */
  const tab = (extras: TabOptions = {}) => {
    const page = extras.page ?? fakePage()
    const client = createClient({
      publishableKey: emulator.publishableKey,
      fetch,
      storage,
      cookies,
      page,
      openChannel: channels.openChannel,
      revalidateIntervalMs: 0,
      ...extras,
    })
    stops.push(client.stop)
    const signIn = (who: Person, password = seedPassword) =>
      signInWithPassword(client, { email: `${who}@example.com`, password })
    const idOf = (who: Person): string => {
      const found = client.$signIns.get().find(({ user }) => user?.username === who)
      if (!found) throw new Error(`${who} is not signed in here`)
      return found.id
    }
    const shown = () => ({
      status: client.$state.get().status,
      who: client.$user.get()?.username,
      organization: client.$activeOrganization.get()?.name,
      workspace: client.$activeWorkspace.get()?.name,
    })
    return { client, page, signIn, idOf, shown }
  }

  /** A tab that has heard from the server. */
  const open = async (extras?: TabOptions) => {
    const opened = tab(extras)
    opened.client.start()
    await pass()
    return opened
  }

  /** The same, with accounts signed in one after the other; the last one is active. */
  const openAs = async (people: readonly Person[], extras?: TabOptions) => {
    const opened = await open(extras)
    for (const person of people) await opened.signIn(person)
    await pass()
    return opened
  }

  const asked = (path?: string) =>
    world.requests
      .all()
      .map((request) => `${request.method} ${request.path}`)
      .filter((line) => path === undefined || line === path)
  const organization = (name: string) => world.organization(name).id
  const workspace = (name: string) => world.workspace(name).id
  return { emulator, world, storage, cookies, channels, fetch, tab, open, openAs, asked, organization, workspace }
}

/** The same with a tab in which somebody is signed in. */
export async function setUpSignedIn(
  people: readonly Person[] = ['ada'],
  extras?: TabOptions,
  options?: EmulatorOptions,
) {
  const stage = setUp(options)
  return { ...stage, ...(await stage.openAs(people, extras)) }
}

/** What a promise has come to so far. */
export function follow<T>(promise: Promise<T>) {
  const seen: { settled: boolean; value?: T; code: string | undefined; error?: unknown } = {
    settled: false,
    code: undefined,
  }
  promise.then(
    (value) => Object.assign(seen, { settled: true, value }),
    (error: unknown) => Object.assign(seen, { settled: true, error, code: codeOfError(error) }),
  )
  return seen
}

/** The code a promise rejects with; undefined when it does not. */
export const codeOf = (promise: Promise<unknown>): Promise<string | undefined> =>
  promise.then(() => undefined, codeOfError)

function codeOfError(error: unknown): string {
  if (isSessionError(error)) return error.code
  throw error
}

/** Collects what is reported of listeners of the app that throw. */
export function collectReports(): unknown[] {
  const reported: unknown[] = []
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error))
  onTestFinished(() => void vi.unstubAllGlobals())
  return reported
}

/** A schema that takes anything. */
export const anything = { '~standard': { validate: (value: unknown) => ({ value }) } }

/** A sign-in of which only what matters is said. */
export const aSignIn = (id: string, patch: Partial<SignIn> = {}): SignIn => ({
  id,
  createdAtMs: undefined,
  updatedAtMs: undefined,
  sessionId: 'session',
  userId: `user-of-${id}`,
  activeOrganizationMembershipId: undefined,
  activeWorkspaceMembershipId: undefined,
  user: { id: `user-of-${id}` } as User,
  activeOrganizationMembership: undefined,
  activeWorkspaceMembership: undefined,
  expiresAtMs: undefined,
  lastActiveAtMs: undefined,
  ipAddress: '',
  browser: '',
  device: '',
  city: '',
  region: '',
  regionCode: '',
  country: '',
  countryCode: '',
  ...patch,
})

/** A browser session: the first of the accounts is active, unless it is told who is. */
export const aContainer = (
  signIns: readonly SignIn[] = [aSignIn('a')],
  patch: Partial<SessionContainer> = {},
): SessionContainer => ({
  id: 'session',
  createdAtMs: undefined,
  updatedAtMs: undefined,
  signIns,
  activeSignIn: signIns[0],
  signInAttempts: [],
  signUpAttempts: [],
  ...patch,
})

/** A store with its stamps and clocks, and what rooms above it need. Time stands still. */
export function setUpStore(container?: SessionContainer) {
  freezeTime()
  const serverClock = createServerClock(clock)
  const store = createSessionStore({ initial: container && { container, isOld: false }, serverClock })
  const stamps = createStamps(clock, (at) => store.apply({ type: 'clock-set-back', at }))
  return { clock, stamps, store, serverClock }
}

/** What the server says of a session, asked for and heard at these stamps. */
export const anAnswer = (container: SessionContainer = aContainer(), askedAt = 100, heardAt = askedAt): Answer => ({
  container: structuredClone(container),
  askedAt,
  heardAt,
})

/** A token nobody signed. */
export function aToken(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'ES256' })}.${part(claims)}.c2lnbmF0dXJl`
}
