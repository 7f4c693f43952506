import { createEmulator, type Emulator, type EmulatorOptions, seedPassword } from '@wachter/emulator'
import { decodeJwt } from 'jose'
import { createChronicle, type Era, type RowsOf, type SignInRow } from './chronicle.js'
import type { Setting } from './setting.js'

export type { Era, Tuple } from './chronicle.js'
export { identityOf, keyOf } from './chronicle.js'

/** A token that the server minted. */
interface MintedToken {
  readonly era: Era
  readonly moment: number
  readonly expiresAtMs: number
  readonly claims: Readonly<Record<string, unknown>>
}

/** The emulator, with its state observed. */
export interface WatchedServer {
  readonly emulator: Emulator
  /** The dev session of the one browser; empty in production. */
  readonly devSession: string
  readonly sessionId: string
  /** Checks whether the context has changed, and returns its era. */
  observe(): Era
  eras(): readonly Era[]
  /** The last era in which this tuple was the context; undefined when it never was. */
  lastEraOf(key: string): Era | undefined
  /** The browser's sign-ins that have not ended. */
  signIns(): readonly SignInRow[]
  /** All rows of the server; read-only. */
  rows: RowsOf
  /** A counter of events, which orders events within one instant. */
  moment(): number
  /** When a sign-in was first seen. */
  bornAt(signInId: string): number | undefined
  /** Calls the listener for each sign-in that was removed before its expiry. */
  onEnd(listener: (signIn: SignInRow) => void): void
  minted(token: string): MintedToken | undefined
  remember(token: string): void
  /** Answers a request of the browser with its current cookie. `keepCookie` stores the new one when the answer arrives. */
  serve(request: Request): Promise<{ readonly answer: Response; readonly keepCookie: () => void }>
  /** Sends a request of a hosted page in the same browser session. */
  direct(path: string, form?: Readonly<Record<string, string>>): Promise<Response>
}

export const people = ['ada', 'grace', 'linus'] as const
export type Person = (typeof people)[number]

interface ServerNeeds {
  /** Server time, epoch ms. */
  readonly now: () => number
  readonly signedIn: readonly Person[]
  readonly mode?: Setting['mode']
  readonly baseUrl?: string
  readonly limits?: true
}

export async function createWatchedServer({
  now,
  signedIn,
  mode,
  baseUrl,
  limits,
}: ServerNeeds): Promise<WatchedServer> {
  const options: EmulatorOptions = { clock: { now }, ...(mode && { mode }), ...(baseUrl && { baseUrl }) }
  const emulator = createEmulator(options)
  const { world } = emulator
  let cookie = ''

  const serve: WatchedServer['serve'] = async (request) => {
    if (!mode) return { answer: await emulator.fetch(request), keepCookie: () => {} }
    const answer = await emulator.handle(request, { cookie })
    const [, kept] = /(__session=[^;]*)/.exec(answer.headers.get('set-cookie') ?? '') ?? []
    const keepCookie = () => {
      if (kept) cookie = kept
    }
    return { answer, keepCookie }
  }
  let devSession = ''
  const direct: WatchedServer['direct'] = async (path, form) => {
    const url = new URL(`${emulator.baseUrl}/${path}`)
    if (!mode && devSession) url.searchParams.set('__dev_session__', devSession)
    const body = form && new FormData()
    for (const [name, value] of Object.entries(form ?? {})) body?.set(name, value)
    const { answer, keepCookie } = await serve(new Request(url, body ? { method: 'POST', body } : {}))
    keepCookie()
    return answer
  }

  const first = await direct('session')
  devSession = first.headers.get('X-Development-Session') ?? ''
  const sessionId = ((await first.json()) as { data: { id: string } }).data.id
  for (const person of signedIn) await direct('auth/signin', credentialsOf(person))
  if (limits) world.switches.rateLimits = true

  const rows: RowsOf = () => {
    const copy = globalThis.structuredClone
    // Read-only: copying all rows would take most of a run's time.
    globalThis.structuredClone = ((value: unknown) => value) as typeof structuredClone
    try {
      return world.state()
    } finally {
      globalThis.structuredClone = copy
    }
  }
  const chronicle = createChronicle({ rows, now, sessionId })
  const tokens = new Map<string, MintedToken>()

  return {
    ...chronicle,
    emulator,
    devSession,
    sessionId,
    rows,
    serve,
    direct,
    minted: (token) => tokens.get(token),
    remember(token) {
      const claims = decodeJwt(token)
      const era = chronicle.observe()
      tokens.set(token, { era, moment: chronicle.moment(), expiresAtMs: (claims.exp ?? 0) * 1_000, claims })
    },
  }
}

export const credentialsOf = (person: Person) => ({
  strategy: 'plain_email',
  email: `${person}@example.com`,
  password: seedPassword,
})
