import type { Clock, KeyValueStore } from '../ports.js'
import { jitter } from '../time/jitter.js'
import type { Answer } from './machine.js'
import { isListedIn } from './patches.js'

/** A sign-in that was signed out in this browser. */
interface SignOutNote {
  /** The browser session it belongs to; `''` where that was not known. In another one the server does not know it. */
  readonly sessionId: string
  readonly signInId: string
  /**
   * - `trying`: one page is telling the server, the others leave it alone until `dueAtMs`.
   * - `failed`: the server could not be told; any page tries again at `dueAtMs`.
   * - `told`: the server has ended it. Remembered until `dueAtMs`, as long as an older answer may be on its way.
   */
  readonly state: 'trying' | 'failed' | 'told'
  /** Epoch ms. */
  readonly dueAtMs: number
  /** How often the server could not be told. */
  readonly failures: number
  /** The account that was active and is to stay so: the server leaves none active. */
  readonly active?: string | undefined
}

/**
 * What this browser remembers of its sign-outs. It outlives the page, and every page of the deployment shares it. Where
 * storage keeps nothing, each page remembers for itself what it does and what others tell of.
 */
export interface SignOutNotes {
  /** Every one. An answer that still lists such a sign-in is older, or the server was not told yet. */
  all(): readonly SignOutNote[]
  /** Those of a browser session that the server has yet to hear of. */
  pending(sessionId: string | undefined): readonly SignOutNote[]
  /** Whether the server has yet to hear of one of these. */
  isPending(signInIds: readonly string[]): boolean
  /** Notes them, for this page to tell the server. */
  add(sessionId: string | undefined, signInIds: readonly string[]): void
  /**
   * This page is telling the server of them now.
   *
   * @param active the account that is active
   * @returns the one that is to stay so, known from this try or an earlier one
   */
  trying(signInIds: readonly string[], active: string | undefined): string | undefined
  /** The server has ended them. */
  told(signInIds: readonly string[]): void
  /** The server could not be told of these, those excepted that it has ended: any page tries again, later each time. */
  failed(signInIds: readonly string[]): void
  /** Those that failed need not wait any longer. */
  hurry(): void
  forget(signInIds: readonly string[]): void
  /** Takes those out of storage that need not be remembered any longer. */
  tidy(): void
  /** Notes what another page told of at this stamp, where it left no note: it may be gone before the server was told. */
  hear(sessionId: string | undefined, signInIds: readonly string[], at: number): void
  /** The server refused what another page told of. */
  unhear(signInIds: readonly string[]): void
  /** Of what was heard, an answer asked for later shows what the other page has told the server. */
  compare(answer: Answer): void
  /** Calls the listener when this page changed a note. Returns a function that stops. */
  listen(listener: () => void): () => void
}

interface NotesNeeds {
  readonly storage: KeyValueStore
  readonly clock: Clock
  /** What the entry in storage is called. */
  readonly name: string
  /** What one request may take. */
  readonly timeoutMs: number
}

/** Of what was asked for before, of telling the server, of the confirming answer. */
const requestsOfATry = 3
const firstWaitMs = 5_000
const longestWaitMs = 5 * 60_000
/** Ids, not people; the oldest go first. */
const maxNotes = 50
/** One that is due later was written before the clock was set back. */
const latestDueMs = 15 * 60_000

export function createSignOutNotes({ storage, clock, name, timeoutMs }: NotesNeeds): SignOutNotes {
  // Only where storage does not keep what it is given: other pages write there, too.
  let memory: readonly SignOutNote[] | undefined
  /** Noted only because another page told of them, and when. */
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
    // As long as an answer of before may be on its way.
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
      // Those that failed together are tried again together.
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

/** What another version wrote, or anything else that is no note, is nothing. */
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
