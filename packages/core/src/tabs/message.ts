import type { SessionContainer } from '../model/session.js'
import type { Answer, SessionEvent } from '../session/state/machine.js'
import type { SharedToken } from '../tokens/minting.js'

/**
 * Messages between tabs of one deployment: events of their state, and facts useful to all. The channel may lose, repeat,
 * delay and reorder messages, and everything a tab does is safe without them.
 */
export type TabMessage = TabSender & (SharedEvent | SharedFact)

interface TabSender {
  /** The tab that sent it. */
  readonly from: string
  /** The browser session it is about. */
  readonly sessionId: string | undefined
  /** When it was sent, as a stamp. */
  readonly sentAt: number
}

interface SharedAnswer {
  /** The session in the server's own shape. */
  readonly wire: unknown
  readonly askedAt: number
  readonly heardAt: number
}

/** An event of a tab: without errors, and with answers in the server's shape. */
export type SharedEvent =
  | { readonly type: 'mutation-started' }
  | { readonly type: 'mutation-refused' }
  | { readonly type: 'mutation-unsettled' }
  | ({ readonly type: 'mutation-committed'; readonly settledAt: number } & SharedAnswer)
  | ({ readonly type: 'answer-received' } & SharedAnswer)
  | { readonly type: 'signed-out'; readonly signInIds: readonly string[]; readonly at: number }
  | { readonly type: 'sign-out-refused'; readonly signInIds: readonly string[] }

/** Something a tab learned that is useful to the others: a mint under way, its token, a backoff that the server imposed. */
export type SharedFact =
  | { readonly type: 'minting'; readonly template: string }
  | { readonly type: 'backing-off'; readonly key: string; readonly untilMs: number }
  | ({ readonly type: 'token' } & SharedToken)

/** Increase it with every change of the format: messages of another version are ignored. */
const version = 2

/** The instants that each kind must have. */
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

/** The message about an event for other tabs; undefined for events that came from them. */
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

/** Later instants are invalid. Below this one, a later stamp can always be created. */
const latestMs = 1e14

/** Reads a message. Returns undefined if it is not ours, of another version, or malformed. */
export function readTabMessage(data: unknown): TabMessage | undefined {
  const message = data as TabMessage & Readonly<Record<string, unknown>>
  if (typeof message !== 'object' || message?.version !== version || typeof message.from !== 'string') return undefined
  if (!Object.keys(instants).includes(message.type)) return undefined
  const { sentAt, sessionId } = message
  if (!isInstant(sentAt) || !['undefined', 'string'].includes(typeof sessionId)) return undefined
  const told = instants[message.type]
  // A stamp in a message cannot be later than the message. Instants in `Ms` follow the wall clock, which may be ahead.
  const isTrue = (name: string) =>
    isInstant(message[name]) && (name.endsWith('Ms') || (message[name] as number) <= sentAt)
  return told.every(isTrue) ? message : undefined
}

const isInstant = (value: unknown): boolean => typeof value === 'number' && value > 0 && value < latestMs
