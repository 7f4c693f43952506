import type { WorldState } from '@wachter/emulator'

/** The server's input for a token: all fields that distinguish contexts. */
export interface Tuple {
  readonly signInId: string
  readonly userId: string
  readonly organizationId: string | undefined
  readonly workspaceId: string | undefined
}

export const keyOf = (tuple: Tuple | undefined): string =>
  tuple ? [tuple.signInId, tuple.userId, tuple.organizationId ?? '-', tuple.workspaceId ?? '-'].join('/') : 'nobody'

/** The identity in a token: it does not distinguish two sign-ins of one user in one place. */
export const identityOf = (tuple: Tuple | undefined): string => keyOf(tuple && { ...tuple, signInId: '' })

/** The period during which one tuple was current. Eras are numbered from 0; the last one is current. */
export interface Era {
  readonly number: number
  readonly key: string
  readonly tuple: Tuple | undefined
}

export type RowsOf = () => WorldState
export type SignInRow = WorldState['signins'][number]

interface ChronicleNeeds {
  readonly rows: RowsOf
  /** Server time, epoch ms. */
  readonly now: () => number
  readonly sessionId: string
}

/** Records the history of the server's state for one browser session. */
export function createChronicle({ rows, now, sessionId }: ChronicleNeeds) {
  const eras: Era[] = []
  const known = new Map<string, SignInRow>()
  const births = new Map<string, number>()
  const listeners: ((signIn: SignInRow) => void)[] = []
  let moments = 0

  const ownRows = (state: WorldState) => state.signins.filter((row) => row.sessionId === sessionId)
  const unexpired = (all: readonly SignInRow[]) => all.filter((row) => row.expiresAtMs > now())

  const tupleOf = (state: WorldState, own: readonly SignInRow[]): Tuple | undefined => {
    const activeId = state.sessions.find(({ id }) => id === sessionId)?.activeSigninId
    const signIn = unexpired(own).find(({ id }) => id === activeId)
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

  const noteSignIns = (own: readonly SignInRow[]) => {
    for (const row of own) {
      if (!births.has(row.id)) births.set(row.id, ++moments)
      known.set(row.id, row)
    }
    if (known.size === own.length) return
    const ids = new Set(own.map(({ id }) => id))
    for (const row of [...known.values()]) {
      if (ids.has(row.id)) continue
      known.delete(row.id)
      if (row.expiresAtMs > now()) for (const listener of listeners) listener(row)
    }
  }

  const observe = (): Era => {
    const state = rows()
    const own = ownRows(state)
    noteSignIns(own)
    const tuple = tupleOf(state, own)
    const key = keyOf(tuple)
    const last = eras.at(-1)
    if (last?.key === key) return last
    const era = { number: eras.length, key, tuple }
    eras.push(era)
    return era
  }
  observe()

  return {
    observe,
    eras: (): readonly Era[] => eras,
    lastEraOf: (key: string): Era | undefined => eras.findLast((era) => era.key === key),
    signIns: (): readonly SignInRow[] => unexpired(ownRows(rows())),
    moment: () => ++moments,
    bornAt: (signInId: string) => births.get(signInId),
    onEnd: (listener: (signIn: SignInRow) => void) => void listeners.push(listener),
  }
}
