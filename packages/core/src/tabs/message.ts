import type { SessionContainer } from '../model/session.js'
import type { Answer, SessionEvent } from '../session/machine.js'
import type { SharedToken } from '../tokens/minting.js'

/**
 * What tabs of one deployment tell each other: what happened to their state, and facts that serve all. The channel may
 * lose, repeat, delay and reorder messages: everything a tab does is also safe without any of them.
 */
export type TabMessage = TabSender & (SharedEvent | SharedFact)

interface TabSender {
  /** The tab that speaks. */
  readonly from: string
  /** The browser session it speaks of. */
  readonly sessionId: string | undefined
  /** When it spoke, as a stamp. */
  readonly sentAt: number
}

interface SharedAnswer {
  /** The session in the server's own shape. */
  readonly wire: unknown
  readonly askedAt: number
  readonly heardAt: number
}

/** What happened in a tab: no error travels, and an answer as the server sent it. */
export type SharedEvent =
  | { readonly type: 'mutation-started' }
  | { readonly type: 'mutation-refused' }
  | { readonly type: 'mutation-unsettled' }
  | ({ readonly type: 'mutation-committed'; readonly settledAt: number } & SharedAnswer)
  | ({ readonly type: 'answer-received' } & SharedAnswer)
  | { readonly type: 'signed-out'; readonly signInIds: readonly string[]; readonly at: number }
  | { readonly type: 'sign-out-refused'; readonly signInIds: readonly string[] }

/** What one tab learned that serves the others: a mint is under way, what it brought, a path the server closed for a while. */
export type SharedFact =
  | { readonly type: 'minting'; readonly template: string }
  | { readonly type: 'backing-off'; readonly key: string; readonly untilMs: number }
  | ({ readonly type: 'token' } & SharedToken)

/** Raised with every change of the format: tabs of another version are not listened to. */
const version = 2

/** The instants that each kind must carry. */
const instants: Readonly<Record<TabMessage['type'], readonly string[]>> = {
  'mutation-started': [],
  'mutation-refused': [],
  'mutation-unsettled': [],
  'mutation-committed': ['settledAt', 'askedAt', 'heardAt'],
  'answer-received': ['askedAt', 'heardAt'],
  'signed-out': ['at'],
  'sign-out-refused': [],
  minting: [],
  'backing-off': ['untilMs'],
  token: ['askedAt', 'startedAtMs'],
}

/** What other tabs must hear of an event; nothing of one that came from them. */
export function sharedEventOf(
  event: SessionEvent,
  writeSession: (container: SessionContainer) => unknown,
): SharedEvent | undefined {
  const sharedOf = ({ container, ...interval }: Answer): SharedAnswer => ({
    wire: writeSession(container),
    ...interval,
  })
  if ('from' in event && event.from !== undefined) return undefined
  switch (event.type) {
    case 'mutation-started':
    case 'mutation-refused':
    case 'mutation-unsettled':
      return { type: event.type }
    case 'answer-received':
      return { type: event.type, ...sharedOf(event.answer) }
    case 'mutation-committed':
      return { type: event.type, settledAt: event.settledAt, ...sharedOf(event.answer) }
    case 'sign-out-refused':
      return { type: event.type, signInIds: event.signInIds }
    case 'signed-out':
      return { type: event.type, signInIds: event.signInIds, at: event.at }
    default:
      return undefined
  }
}

export const packTabMessage = (message: TabMessage): unknown => ({ ...message, version })

/** No honest instant lies after this one; below it a stamp can always be followed by a later one. */
const latestMs = 1e14

/** Reads what came over the channel; undefined when it is not ours, of another version, or malformed. */
export function readTabMessage(data: unknown): TabMessage | undefined {
  const message = data as TabMessage & Readonly<Record<string, unknown>>
  if (typeof message !== 'object' || message?.version !== version || typeof message.from !== 'string') return undefined
  if (!Object.keys(instants).includes(message.type)) return undefined
  const { sentAt, sessionId } = message
  if (!isInstant(sentAt) || !['undefined', 'string'].includes(typeof sessionId)) return undefined
  const told = instants[message.type]
  // No tab can tell of what comes after it spoke; the wall clock, by which other instants go, may be ahead of stamps.
  const isTrue = (name: string) =>
    isInstant(message[name]) && (name.endsWith('Ms') || (message[name] as number) <= sentAt)
  return told.every(isTrue) ? message : undefined
}

const isInstant = (value: unknown): boolean => typeof value === 'number' && value > 0 && value < latestMs
