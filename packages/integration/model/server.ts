import { createEmulator, type Emulator, seedPassword } from '@wachter/emulator'
import { decodeJwt } from 'jose'

/** What the server mints from: everything that makes one context another. */
export interface Tuple {
  readonly signInId: string
  readonly userId: string
  readonly organizationId: string | undefined
  readonly workspaceId: string | undefined
}

export const keyOf = (tuple: Tuple | undefined): string =>
  tuple ? [tuple.signInId, tuple.userId, tuple.organizationId ?? '-', tuple.workspaceId ?? '-'].join('/') : 'nobody'

/** How long one tuple stood. Eras are numbered from 0; the last is the present one. */
interface Era {
  readonly number: number
  readonly key: string
  readonly tuple: Tuple | undefined
  readonly sinceMs: number
}

/** A token as the server made it. */
interface MintedToken {
  readonly era: Era
  readonly mintedAtMs: number
  readonly expiresAtMs: number
  readonly claims: Readonly<Record<string, unknown>>
}

/** The emulator, watched from outside. */
export interface WatchedServer {
  readonly emulator: Emulator
  /** The dev session of the one browser. */
  readonly devSession: string
  readonly sessionId: string
  /** Looks whether the context is another than before, and gives its era. */
  observe(): Era
  eras(): readonly Era[]
  /** The last era in which this tuple was the context; undefined when it never was. */
  lastEraOf(key: string): Era | undefined
  /** The sign-ins of the browser that are not over. */
  signIns(): readonly { readonly id: string; readonly userId: string; readonly expiresAtMs: number }[]
  minted(token: string): MintedToken | undefined
  remember(token: string): void
}

export const people = ['ada', 'grace', 'linus'] as const
export type Person = (typeof people)[number]

interface ServerNeeds {
  /** Server time, epoch ms. */
  readonly now: () => number
  readonly signedIn: readonly Person[]
}

export async function createWatchedServer({ now, signedIn }: ServerNeeds): Promise<WatchedServer> {
  const emulator = createEmulator({ clock: { now } })
  const { world } = emulator
  const first = await emulator.fetch(`${emulator.baseUrl}/session`)
  const devSession = first.headers.get('X-Development-Session') ?? ''
  const sessionId = ((await first.json()) as { data: { id: string } }).data.id
  for (const person of signedIn) {
    const body = new FormData()
    body.set('strategy', 'plain_email')
    body.set('email', `${person}@example.com`)
    body.set('password', seedPassword)
    await emulator.fetch(`${emulator.baseUrl}/auth/signin?__dev_session__=${devSession}`, { method: 'POST', body })
  }

  const eras: Era[] = []
  const tokens = new Map<string, MintedToken>()

  const rows = () => {
    const copy = globalThis.structuredClone
    // Only looked at: the copy of everything would be most of what a run costs.
    globalThis.structuredClone = ((value: unknown) => value) as typeof structuredClone
    try {
      return world.state()
    } finally {
      globalThis.structuredClone = copy
    }
  }

  const unexpired = (state: ReturnType<typeof rows>) =>
    state.signins.filter((row) => row.sessionId === sessionId && row.expiresAtMs > now())

  const tupleNow = (): Tuple | undefined => {
    const state = rows()
    const activeId = state.sessions.find(({ id }) => id === sessionId)?.activeSigninId
    const signIn = unexpired(state).find(({ id }) => id === activeId)
    if (!signIn) return undefined
    const organization = state.organizationMemberships.find(({ id }) => id === signIn.activeOrganizationMembershipId)
    const workspace = state.workspaceMemberships.find(({ id }) => id === signIn.activeWorkspaceMembershipId)
    return {
      signInId: signIn.id,
      userId: signIn.userId,
      organizationId: organization?.organizationId,
      workspaceId: workspace?.workspaceId,
    }
  }

  const observe = (): Era => {
    const tuple = tupleNow()
    const key = keyOf(tuple)
    const last = eras.at(-1)
    if (last?.key === key) return last
    const era = { number: eras.length, key, tuple, sinceMs: now() }
    eras.push(era)
    return era
  }
  observe()

  return {
    emulator,
    devSession,
    sessionId,
    observe,
    eras: () => eras,
    lastEraOf: (key) => eras.findLast((era) => era.key === key),
    signIns: () => unexpired(rows()),
    minted: (token) => tokens.get(token),
    remember(token) {
      const claims = decodeJwt(token)
      tokens.set(token, { era: observe(), mintedAtMs: now(), expiresAtMs: (claims.exp ?? 0) * 1_000, claims })
    },
  }
}
