import type { Clock, KeyValueStore } from '../../ports.js'
import { jitter } from '../../time/jitter.js'
import type { Answer } from '../state/machine.js'
import { isListedIn } from '../state/patches.js'

/** A sign-in that was signed out in this browser. */
interface SignOutNote {
  /** The browser session it belongs to; `''` if not known. The server knows the sign-in in no other session. */
  readonly sessionId: string
  readonly signInId: string
  /**
   * - `trying`: one page is sending the request, the others wait until `dueAtMs`.
   * - `failed`: the request failed; any page retries at `dueAtMs`.
   * - `told`: the server has ended it. The note is kept until `dueAtMs`, while an older answer may be under way.
   */
  readonly state: 'trying' | 'failed' | 'told'
  /** Epoch ms. */
  readonly dueAtMs: number
  /** How often the request failed. */
  readonly failures: number
  /** The account that was active and must stay active: the server leaves none active. */
  readonly active?: string | undefined
}

/**
 * The notes of this browser's sign-outs. They outlive the page, and all pages of the deployment share them. If storage keeps
 * nothing, each page keeps its own notes and those that others publish.
 */
export interface SignOutNotes {
  /** All notes. An answer that still lists such a sign-in is older, or the request has not reached the server. */
  all(): readonly SignOutNote[]
  /** Those of a browser session that the server has not confirmed. */
  pending(sessionId: string | undefined): readonly SignOutNote[]
  /** Whether the server has not confirmed one of these. */
  isPending(signInIds: readonly string[]): boolean
  /** Adds notes; this page will send the requests. */
  add(sessionId: string | undefined, signInIds: readonly string[]): void
  /**
   * This page sends the requests now.
   *
   * @param active the active account
   * @returns the account that must stay active, known from this try or an earlier one
   */
  trying(signInIds: readonly string[], active: string | undefined): string | undefined
  /** The server has ended them. */
  told(signInIds: readonly string[]): void
  /** The requests failed, except for those the server has ended: any page retries, later each time. */
  failed(signInIds: readonly string[]): void
  /** Makes failed ones due now. */
  hurry(): void
  forget(signInIds: readonly string[]): void
  /** Removes expired notes from storage. */
  tidy(): void
  /** Adds what another page published at this stamp, if it left no note: it may close before its request is sent. */
  hear(sessionId: string | undefined, signInIds: readonly string[], at: number): void
  /** The server refused what another page published. */
  unhear(signInIds: readonly string[]): void
  /** Checks published sign-outs against a later answer, which shows whether the server has ended them. */
  compare(answer: Answer): void
  /** Calls the listener when this page changes a note. Returns a function that unsubscribes. */
  listen(listener: () => void): () => void
}

interface NotesNeeds {
  readonly storage: KeyValueStore
  readonly clock: Clock
  /** The key in storage. */
  readonly name: string
  /** How long one request may take. */
  readonly timeoutMs: number
}

/** The request before, the sign-out, and the confirming answer. */
const requestsOfATry = 3
const firstWaitMs = 5_000
const longestWaitMs = 5 * 60_000
/** The oldest are dropped first. */
const maxNotes = 50
/** A note due later than this was written before the clock was set back, ms. */
const latestDueMs = 15 * 60_000

export function createSignOutNotes({ storage, clock, name, timeoutMs }: NotesNeeds): SignOutNotes {
  // Only if storage keeps nothing: otherwise other pages write there too.
  let memory: readonly SignOutNote[] | undefined
  /** Sign-ins noted only because another page published them, and when. */
  const heard = new Map<string, number>()
  const listeners = new Set<() => void>()

  const stored = () => memory ?? parse(storage.get(name))

  const all = (): readonly SignOutNote[] => {
    const nowMs = clock.now()
    return stored()
      .map((note) => (note.dueAtMs > nowMs + latestDueMs ? { ...note, dueAtMs: 0 } : note))
      .filter(({ state, dueAtMs }) => state !== 'told' || dueAtMs > nowMs)
  }

  const write = (notes: readonly SignOutNote[]) => {
    const text = notes.length > 0 ? JSON.stringify(notes.slice(-maxNotes)) : undefined
    if (text) storage.set(name, text)
    else storage.remove(name)
    memory = storage.get(name) === text ? undefined : notes
    for (const listener of listeners) listener()
  }

  const without = (signInIds: readonly string[]) => all().filter(({ signInId }) => !signInIds.includes(signInId))
  const change = (signInIds: readonly string[], patch: (note: SignOutNote) => Partial<SignOutNote>) => {
    if (signInIds.length === 0) return
    write(all().map((note) => (signInIds.includes(note.signInId) ? { ...note, ...patch(note) } : note)))
  }

  const tryEndMs = () => clock.now() + timeoutMs * requestsOfATry
  const waitEndMs = (failures: number, stretch: number) =>
    clock.now() + Math.min(firstWaitMs * 2 ** failures, longestWaitMs) * stretch

  const add = (sessionId = '', signInIds: readonly string[]) => {
    for (const id of signInIds) heard.delete(id)
    const note = { sessionId, state: 'trying', dueAtMs: tryEndMs(), failures: 0 } as const
    write([...without(signInIds), ...signInIds.map((signInId) => ({ ...note, signInId }))])
  }
  const told = (signInIds: readonly string[]) =>
    // While an earlier answer may be under way.
    change(signInIds, () => ({ state: 'told', dueAtMs: clock.now() + timeoutMs * 1.5 }))
  const forget = (signInIds: readonly string[]) => write(without(signInIds))

  return {
    all,
    pending: (sessionId) => all().filter((note) => note.state !== 'told' && ['', sessionId].includes(note.sessionId)),
    isPending: (signInIds) => all().some(({ signInId, state }) => state !== 'told' && signInIds.includes(signInId)),
    add,
    trying(signInIds, active) {
      const known = all().find((note) => signInIds.includes(note.signInId) && note.active)?.active
      change(signInIds, () => ({ state: 'trying', dueAtMs: tryEndMs(), active: active ?? known }))
      return active ?? known
    },
    told,
    failed(signInIds) {
      // Those that failed together are retried together.
      const stretch = jitter()
      change(signInIds, ({ state, failures }) =>
        state === 'told' ? {} : { state: 'failed', dueAtMs: waitEndMs(failures, stretch), failures: failures + 1 },
      )
    },
    hurry() {
      const failed = all().filter(({ state }) => state === 'failed')
      change(
        failed.map(({ signInId }) => signInId),
        () => ({ dueAtMs: 0 }),
      )
    },
    forget,
    tidy() {
      const notes = all()
      if (notes.length < stored().length) write(notes)
    },
    hear(sessionId, signInIds, at) {
      const noted = all().map(({ signInId }) => signInId)
      const unnoted = signInIds.filter((id) => !noted.includes(id))
      if (unnoted.length > 0) add(sessionId, unnoted)
      for (const id of unnoted) heard.set(id, at)
    },
    unhear(signInIds) {
      const refused = signInIds.filter((id) => heard.delete(id))
      if (refused.length > 0) forget(refused)
    },
    compare({ askedAt, container }) {
      const gone = [...heard].filter(([id, at]) => askedAt > at && !isListedIn(container)(id)).map(([id]) => id)
      told(gone)
      for (const id of gone) heard.delete(id)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Ignores what another version wrote, and anything else that is not a note. */
function parse(text: string | undefined): readonly SignOutNote[] {
  try {
    return (JSON.parse(text ?? '[]') as readonly SignOutNote[]).filter(
      (note) =>
        [note?.sessionId, note?.signInId, note?.state].every((part) => typeof part === 'string') &&
        note.dueAtMs + note.failures >= 0,
    )
  } catch {
    return []
  }
}
