import type { SessionEvent } from './session-state.js'

/**
 * What tabs of one deployment tell each other: what happened to their state, and facts that serve all. Everything a tab
 * does is also safe without any of it.
 */
export type TabMessage = TabSender & (SharedEvent | SharedFact)

/** An event as it travels: the answer as the server sent it, and no error. */
export type SharedEvent = SessionEvent extends infer E
  ? E extends { readonly type: SharedEventType }
    ? Omit<E, 'container' | 'error' | 'foreign' | 'heard'>
    : never
  : never

type SharedEventType =
  | 'mutation-started'
  | 'mutation-refused'
  | 'mutation-unsettled'
  | 'mutation-committed'
  | 'snapshot-received'
  | 'signed-out'

interface TabSender {
  /** The tab that speaks. */
  readonly from: string
  /** The browser session it speaks of. */
  readonly sessionId: string | undefined
  /** When it spoke, or what it speaks of was so. */
  readonly stamp: number
}

/** What one tab learned that serves the others: a mint is under way, what it brought, a path the server closed for a while. */
export type SharedFact =
  | { readonly type: 'minting'; readonly template: string }
  | { readonly type: 'resting'; readonly path: string; readonly untilMs: number }
  | SharedToken

/** A token one tab minted, for the others to use. */
export interface SharedToken {
  readonly type: 'token'
  readonly template: string
  readonly token: string
  readonly expires: number
  readonly signInId: string
  /** When its request began, epoch ms. */
  readonly startedAtMs: number
}

/** Raised with every change of the format: tabs of another version are not listened to. */
const version = 1

/** The kinds we know, each with an instant it must carry. */
const instants: Readonly<Record<string, string | undefined>> = {
  'mutation-started': 'stamp',
  'mutation-refused': 'stamp',
  'mutation-unsettled': 'stamp',
  'mutation-committed': 'stamp',
  'snapshot-received': 'stamp',
  'signed-out': 'stamp',
  minting: 'stamp',
  resting: 'untilMs',
  token: 'startedAtMs',
}

/** What others must hear of an event of ours; nothing of one that came from them. */
export function sharedEventOf(event: SessionEvent): SharedEvent | undefined {
  if (instants[event.type] === undefined || 'foreign' in event) return undefined
  const { container, error, heard, ...shared } = event as SharedEvent &
    Readonly<Record<'container' | 'error' | 'heard', unknown>>
  return shared as SharedEvent
}

export const packTabMessage = (message: TabMessage): unknown => ({ ...message, version })

/** No honest instant lies after this one; below it a stamp can always be followed by a later one. */
const latestMs = 1e14

/** Reads what came over the channel; undefined when it is not ours, of another version, or bent. */
export function readTabMessage(data: unknown): TabMessage | undefined {
  const message = data as TabMessage & Readonly<Record<string, unknown>>
  if (typeof message !== 'object' || message?.version !== version || typeof message.from !== 'string') return undefined
  return isInstant(message.stamp) && isInstant(message[instants[message.type] ?? '']) ? message : undefined
}

const isInstant = (value: unknown): boolean => (value as number) > 0 && (value as number) < latestMs
