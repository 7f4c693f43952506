import type { Clock, KeyValueStore } from '../ports.js'

/** A sign-in that was signed out in this browser. */
export interface SignOutNote {
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
}

/** What this browser remembers of its sign-outs. It outlives the page, and every page of the deployment shares it. */
export interface SignOutNotes {
  /** Every one. An answer that still lists such a sign-in is older, or the server was not told yet. */
  all(): readonly SignOutNote[]
  /** Those the server has yet to hear of. */
  pending(sessionId: string | undefined): readonly SignOutNote[]
  add(sessionId: string | undefined, signInIds: readonly string[], dueAtMs: number): void
  change(signInIds: readonly string[], change: (note: SignOutNote) => Partial<SignOutNote>): void
  forget(signInIds: readonly string[]): void
  /** Takes those out of storage that need not be remembered any longer. */
  tidy(): void
}

interface NotesNeeds {
  readonly storage: KeyValueStore
  readonly clock: Clock
  /** What the entry in storage is called. */
  readonly name: string
}

/** Ids, not people; the oldest go first. */
const maxNotes = 50
/** No wait is longer, ms: one that seems so was written before the clock was set back. */
const longestWaitMs = 15 * 60_000

export function createSignOutNotes({ storage, clock, name }: NotesNeeds): SignOutNotes {
  // Only where storage does not keep what it is given: other pages write there, too.
  let memory: readonly SignOutNote[] | undefined

  const stored = () => memory ?? parse(storage.get(name))

  const all = (): readonly SignOutNote[] => {
    const nowMs = clock.now()
    return stored()
      .map((note) => (note.dueAtMs > nowMs + longestWaitMs ? { ...note, dueAtMs: 0 } : note))
      .filter(({ state, dueAtMs }) => state !== 'told' || dueAtMs > nowMs)
  }

  const write = (notes: readonly SignOutNote[]) => {
    const text = notes.length > 0 ? JSON.stringify(notes.slice(-maxNotes)) : undefined
    if (text) storage.set(name, text)
    else storage.remove(name)
    memory = storage.get(name) === text ? undefined : notes
  }

  const without = (signInIds: readonly string[]) => all().filter(({ signInId }) => !signInIds.includes(signInId))

  return {
    all,
    pending: (sessionId) => all().filter((note) => note.state !== 'told' && ['', sessionId].includes(note.sessionId)),
    add(sessionId = '', signInIds, dueAtMs) {
      const added = signInIds.map(
        (signInId) => ({ sessionId, signInId, state: 'trying', dueAtMs, failures: 0 }) as const,
      )
      write([...without(signInIds), ...added])
    },
    change(signInIds, change) {
      write(all().map((note) => (signInIds.includes(note.signInId) ? { ...note, ...change(note) } : note)))
    },
    forget: (signInIds) => write(without(signInIds)),
    tidy() {
      const notes = all()
      if (notes.length < stored().length) write(notes)
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
