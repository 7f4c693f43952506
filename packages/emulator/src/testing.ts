import { type Client, type ClientOptions, createClient } from '@wachter/core'
import { createEmulator, type Emulator, type EmulatorOptions } from './create-emulator'
import type { World } from './world/world'

/**
 * What a client shows from the start. `signed-in` and `signed-out` follow from `as`; the others:
 * - `loading`: nothing is known, and nothing answers.
 * - `unavailable`: nothing is known, and nothing can be reached.
 * - `stale`: somebody is signed in, and nothing can be reached any more.
 * - `expired`: the sign-in has ended.
 */
export type TestState = 'loading' | 'unavailable' | 'stale' | 'expired'

export interface TestClientOptions {
  /** Who is signed in, by username, e-mail address or id; of several, the last one is active. Default: nobody. */
  readonly as?: string | readonly string[]
  /** The active organization, by name or id. */
  readonly organization?: string
  /** The active workspace, by name or id; with its organization. */
  readonly workspace?: string
  readonly state?: TestState
  /** An emulator of yours, or options for one. Default: one with the default seed. */
  readonly emulator?: Emulator | EmulatorOptions
  /** Options of the client, `timeoutMs` for example. */
  readonly client?: Partial<Omit<ClientOptions, 'publishableKey' | 'baseUrl' | 'mode' | 'fetch'>>
}

export interface TestClient {
  readonly client: Client
  readonly emulator: Emulator
  /** Changes the server from outside: revokes sign-ins, grants roles, makes requests fail, and more. */
  readonly world: World
}

/**
 * Creates a client before an emulator in this process, for a test of your components: no network, no storage, no other tab.
 * It is not started: a provider does that, or `client.start()`. Time is that of the test, so that fake timers move it.
 *
 * @example
 * ```ts
 * import { createTestClient } from '@wachter/emulator/testing'
 *
 * const { client, world } = await createTestClient({ as: 'ada', organization: 'Acme' })
 * console.assert(client.$user.get()?.username === 'ada')
 * world.faults.add({ path: '/session/token', status: 500 })
 * ```
 * @example In a state that is hard to reach by hand
 * ```ts
 * import { createTestClient } from '@wachter/emulator/testing'
 *
 * const { client } = await createTestClient({ state: 'unavailable' })
 * console.assert(client.$view.get().loading)
 * ```
 *
 * @throws {Error} when there is no such person, organization or workspace, and `SessionError` when they may not enter it
 */
export async function createTestClient(options: TestClientOptions = {}): Promise<TestClient> {
  const { as = [], organization, workspace, state } = options
  const emulator = isEmulator(options.emulator) ? options.emulator : createEmulator(options.emulator)
  const { world } = emulator
  const time = { passedMs: 0 }
  const client = createClient({
    clock: clockWith(time),
    storage: memoryStore(),
    cookies: memoryStore(),
    openChannel: () => undefined,
    ...options.client,
    publishableKey: emulator.publishableKey,
    fetch: emulator.browserFetch(),
  })
  const people = [as].flat()
  if (people.length === 0 && (state === 'stale' || state === 'expired')) people.push('ada')
  if (state === 'loading') world.faults.add({ hold: true })
  if (state === 'unavailable') world.faults.add({ drop: true })
  if (state === 'loading') return { client, emulator, world }
  if (state === 'unavailable') {
    await client.refetch().catch(() => undefined)
    return { client, emulator, world }
  }

  for (const user of people)
    await client.exchangeTicket(world.mintTicket({ type: 'impersonation', user: world.user(user).id }))
  if (organization !== undefined) await client.switchOrganization(world.organization(organization).id)
  if (workspace !== undefined) await client.switchWorkspace(world.workspace(workspace).id)
  if (people.length === 0) await client.refetch()
  if (state === 'stale') {
    world.faults.add({ drop: true })
    await client.refetch().catch(() => undefined)
  }
  const signInId = client.$activeSignIn.get()?.id
  if (state === 'expired' && signInId !== undefined) {
    // The client must have seen when it ends, or it would be revoked: then time passes, here and at the server.
    world.setSignInExpiry(signInId, world.clock.now() + 1_000)
    await client.refetch()
    time.passedMs = 2_000
    world.clock.advance(time.passedMs)
    await client.refetch()
  }
  world.requests.clear()
  return { client, emulator, world }
}

const isEmulator = (given: Emulator | EmulatorOptions | undefined): given is Emulator =>
  given !== undefined && 'world' in given

/** The clock of the test, later by what has passed for this client. */
const clockWith = (time: { readonly passedMs: number }): NonNullable<ClientOptions['clock']> => ({
  now: () => Date.now() + time.passedMs,
  monotonic: () => performance.now() + time.passedMs,
  setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
  clearTimeout: (handle) => clearTimeout(handle as never),
})

function memoryStore() {
  const kept = new Map<string, string>()
  return {
    get: (key: string) => kept.get(key),
    set: (key: string, value: string) => void kept.set(key, value),
    remove: (key: string) => void kept.delete(key),
  }
}
