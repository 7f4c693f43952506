import type { SaidMessage } from '../world/channels.js'
import type { HeardAnswer } from '../world/network.js'
import { type Era, identityOf, keyOf, type Tuple, type WatchedServer } from '../world/server.js'
import type { Owner, Timeline } from '../world/timeline.js'

interface Told {
  /** The newest era the tab was told of. */
  readonly era: number
  readonly atMs: number
  /** The newest era told before this instant. */
  readonly before: number
}

/** The session answer whose request started last. */
interface SessionAnswer {
  readonly begun: number
  readonly era: Era
}

interface KnowledgeNeeds {
  readonly server: WatchedServer
  readonly timeline: Timeline
  /** The context a tab shows. */
  readonly shownBy: (owner: Owner) => Tuple | undefined
  /** Whether a tab shows no session yet. */
  readonly isLoading: (owner: Owner) => boolean
}

export type Knowledge = ReturnType<typeof createKnowledge>

/**
 * What each tab was told of the server's state: by answers to its own requests, and by server data in other tabs' messages.
 * A tab cannot know of a change it was not told of.
 */
export function createKnowledge({ server, timeline, shownBy, isLoading }: KnowledgeNeeds) {
  /** Told by its own session answers, and by all other sources. */
  const asked = new Map<Owner, Told>()
  const heard = new Map<Owner, Told>()
  const answers = new Map<Owner, SessionAnswer>()
  /** Sessions as the server sent them, with the era in which each was first sent. */
  const served = new Map<string, number>()

  const learn = (told: Map<Owner, Told>, owner: Owner, era: number) => {
    const last = told.get(owner)
    if (last && last.era >= era) return
    const nowMs = timeline.now()
    const before = !last ? -1 : last.atMs < nowMs ? last.era : last.before
    told.set(owner, { era, atMs: nowMs, before })
  }

  const eraBefore = (last: Told | undefined): number => {
    if (!last) return -1
    return last.atMs < timeline.now() ? last.era : last.before
  }

  return {
    onServed(path: string, text: string) {
      if (path !== '/session') return
      const { data } = JSON.parse(text) as { data: WireSession }
      const content = printOf(data)
      if (!served.has(content)) served.set(content, server.observe().number)
    },
    onAnswer(owner: Owner, { path, status, era, begun }: HeardAnswer) {
      if (path === '/session' && status === 200) {
        if (begun > (answers.get(owner)?.begun ?? 0)) answers.set(owner, { begun, era })
        learn(asked, owner, era.number)
      }
      // Before its first session, a tab shows no state that a token could make outdated.
      if (path !== '/session/token' || isLoading(owner)) return
      // A token contains the user, organization and workspace, but not the sign-in.
      const isNews = identityOf(era.tuple) !== identityOf(shownBy(owner))
      if ((status === 200 && isNews) || status === 400) learn(heard, owner, era.number)
    },
    onHear(owner: Owner, { data }: SaidMessage) {
      const session = sessionIn(data, server.sessionId)
      const era = session && served.get(printOf(session))
      if (era !== undefined) learn(heard, owner, era)
    },
    /**
     * The newest era a tab was told of before this instant. Of two of its own answers, a tab must assume that the one
     * requested later is newer.
     */
    toldEra(owner: Owner): number {
      const isLatestAnswer = answers.get(owner)?.era.key === keyOf(shownBy(owner))
      return Math.max(eraBefore(heard.get(owner)), isLatestAnswer ? -1 : eraBefore(asked.get(owner)))
    },
    /** When the newest session request that a tab has an answer to started. */
    askedAt: (owner: Owner): number => answers.get(owner)?.begun ?? 0,
    lastSession: (owner: Owner): SessionAnswer | undefined => answers.get(owner),
  }
}

interface WireSession {
  readonly id: string
  readonly updated_at?: unknown
  readonly active_signin?: WireSignIn
  readonly signins?: readonly WireSignIn[]
}

interface WireSignIn {
  readonly id: string
  readonly updated_at?: unknown
  readonly active_organization_membership?: { readonly id: string } | null
  readonly active_workspace_membership?: { readonly id: string } | null
}

/** A fingerprint of a session's state. */
const printOf = ({ updated_at, active_signin, signins = [] }: WireSession): string =>
  JSON.stringify([
    updated_at,
    active_signin?.id,
    active_signin?.updated_at,
    active_signin?.active_organization_membership?.id,
    active_signin?.active_workspace_membership?.id,
    signins.map(({ id }) => id),
  ])

/** Finds a server session anywhere in a message. */
function sessionIn(value: unknown, id: string, depth = 0): WireSession | undefined {
  if (typeof value !== 'object' || value === null || depth > 4) return undefined
  const record = value as Readonly<Record<string, unknown>>
  if (record.id === id && 'created_at' in record) return value as WireSession
  for (const inner of Object.values(record)) {
    const found = sessionIn(inner, id, depth + 1)
    if (found) return found
  }
  return undefined
}
