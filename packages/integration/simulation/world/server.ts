import { createEmulator, type Emulator, type EmulatorOptions, seedPassword } from '@wachter/emulator'
import { decodeJwt } from 'jose'
import { createChronicle, type Era, type RowsOf, type SignInRow } from './chronicle.js'
import type { Setting } from './setting.js'

export type { Era, Tuple } from './chronicle.js'
export { identityOf, keyOf } from './chronicle.js'

/** A token as the server made it. */
interface MintedToken {
  readonly era: Era
  readonly moment: number
  readonly expiresAtMs: number
  readonly claims: Readonly<Record<string, unknown>>
}

/** The emulator, watched from outside. */
export interface WatchedServer {
  readonly emulator: Emulator
  /** The dev session of the one browser; empty in production. */
  readonly devSession: string
  readonly sessionId: string
  /** Looks whether the context is another than before, and gives its era. */
  observe(): Era
  eras(): readonly Era[]
  /** The last era in which this tuple was the context; undefined when it never was. */
  lastEraOf(key: string): Era | undefined
  /** The sign-ins of the browser that are not over. */
  signIns(): readonly SignInRow[]
  /** All there is. Only looked at, never changed. */
  rows: RowsOf
  /** Counts what happens, so that earlier can be told from later within one instant. */
  moment(): number
  /** When a sign-in was first seen. */
  bornAt(signInId: string): number | undefined
  /** Told of each sign-in that is no longer there, and not because its time is over. */
  onEnd(listener: (signIn: SignInRow) => void): void
  minted(token: string): MintedToken | undefined
  remember(token: string): void
  /** Answers a request of the browser. Takes the cookie it has now, and gives what it is to keep when the answer comes. */
  serve(request: Request): Promise<{ readonly answer: Response; readonly keepCookie: () => void }>
  /** A request of a hosted page in the same browser session. */
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
    // Only looked at: the copy of everything would be most of what a run costs.
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
