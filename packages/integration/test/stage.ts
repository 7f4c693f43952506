import { type Client, type ClientOptions, createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { type Emulator, seedPassword, type World } from '@wachter/emulator'
import { decodeJwt, type JWTPayload } from 'jose'
import { expect } from 'vitest'
import { freshBrowser } from './surroundings.js'
import type { Transport } from './transports.js'

/** One deployment with its default seed, and as many browsers before it as a test opens. */
export interface Stage {
  readonly emulator: Emulator
  readonly world: World
  /** The id of a seeded organization or workspace. */
  id(name: string): string
  /** Opens a browser and waits until its client knows whether somebody is signed in. */
  open(options?: ClientExtras): Promise<Client>
  /** The same, with accounts signed in one after the other; the last one is active. */
  openAs(...people: readonly Person[]): Promise<Client>
  /** Opens a page that is closed and opened again: the same storage, the same cookies, a new client. */
  openTwice(): Promise<{ first: Client; reopen(): Promise<Client> }>
  close(): Promise<void>
}

/** How a client may differ from the one every browser opens. */
type ClientExtras = Partial<
  Pick<ClientOptions, 'fetch' | 'page' | 'storage' | 'cookies' | 'initialState' | 'timeoutMs' | 'uiOverwrites'>
>

export type Person = 'ada' | 'grace' | 'linus'

const workspaces = ['Engineering', 'Marketing', 'Research', 'Operations']

export async function setUpStage(transport: Transport): Promise<Stage> {
  const { emulator, fetchOfBrowser, close } = await transport.connect()
  const { world } = emulator
  const stops: (() => void)[] = []

  const start = async (browser: ReturnType<typeof newBrowser>, options: ClientExtras = {}): Promise<Client> => {
    const client = createClient({
      publishableKey: emulator.publishableKey,
      revalidateIntervalMs: 0,
      ...browser,
      ...options,
    })
    stops.push(client.start())
    await until(client.$state, ({ status }) => status !== 'loading')
    return client
  }
  const newBrowser = () => {
    const fetch = fetchOfBrowser()
    return { ...freshBrowser(), ...(fetch && { fetch }) }
  }

  return {
    emulator,
    world,
    id: (name) => (workspaces.includes(name) ? world.workspace(name) : world.organization(name)).id,
    open: (options) => start(newBrowser(), options),
    async openAs(...people) {
      const client = await start(newBrowser())
      for (const person of people) await signIn(client, person)
      return client
    },
    async openTwice() {
      const browser = newBrowser()
      const first = await start(browser)
      return { first, reopen: () => start(browser) }
    },
    async close() {
      for (const stop of stops) stop()
      await close()
    },
  }
}

export const signIn = (client: Client, person: Person): Promise<void> =>
  signInWithPassword(client, { email: `${person}@example.com`, password: seedPassword })

/** Resolves with the first value that fits, listening meanwhile. */
export function until<T>($atom: Watchable<T>, fits: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const stop = $atom.subscribe((value) => {
      if (!fits(value)) return
      resolve(value)
      // The first call comes before there is anything to stop.
      queueMicrotask(() => stop())
    })
  })
}

interface Watchable<T> {
  subscribe(listener: (value: T) => void): () => void
}

/** Who and where one is, as a page would show it. */
export function shown(client: Client) {
  return {
    status: client.$state.get().status,
    who: client.$user.get()?.username,
    organization: client.$activeOrganization.get()?.name,
    workspace: client.$activeWorkspace.get()?.name,
    accounts: client.$signIns.get().map((signIn) => signIn.user?.username),
  }
}

/** The sign-in of a person in this browser. */
export function signInOf(client: Client, person: Person): string {
  const found = client.$signIns.get().find((signIn) => signIn.user?.username === person)
  if (!found) throw new Error(`${person} is not signed in here`)
  return found.id
}

/** What a token says, unverified: that it is signed is shown elsewhere. */
export async function claimsOf(client: Client, template?: string): Promise<JWTPayload> {
  return decodeJwt(await client.getToken(template))
}

/** Asks for something the server will not do, and sees that nothing but the error has changed. */
export async function expectRefusal(client: Client, ask: () => Promise<unknown>, code: string): Promise<void> {
  const before = client.$state.get()
  const token = before.status === 'signed-in' ? await client.getToken() : undefined
  await expect(ask()).rejects.toMatchObject({ name: 'SessionError', code })
  const { container, pending, status } = client.$state.get()
  expect({ container, pending, status }).toEqual({ ...before, stale: undefined, error: undefined })
  expect(container).toBe(before.container)
  if (token) expect(await client.getToken()).toBe(token)
}
