import { isRefusal, type SessionError } from '../errors.js'
import { storageScope } from '../http/dev-session.js'
import type { Endpoints } from '../http/endpoints.js'
import type { KeyValueStore } from '../ports.js'

/** A sign-out the server has yet to hear of. It outlives the page, so that nobody stays signed in by accident. */
export interface UnfinishedSignOut {
  note(signInId: string | undefined, activate: string | undefined): void
  isNoted(): boolean
  /** Tells the server, and forgets the note once it answered; passes a refusal on. */
  finish(): Promise<void>
}

interface UnfinishedSignOutNeeds {
  readonly endpoints: Endpoints
  readonly storage: KeyValueStore
  readonly baseUrl: string
}

/** The note that means every account. */
const all = ' '

export function createUnfinishedSignOut({ endpoints, storage, baseUrl }: UnfinishedSignOutNeeds): UnfinishedSignOut {
  const name = `wachter_sign_out_${storageScope(baseUrl)}`
  // A second copy in memory, where storage is blocked.
  let noted: string | undefined
  let flight: Promise<void> | undefined

  const read = () => noted ?? storage.get(name)

  const run = async (note: string): Promise<void> => {
    const [signInId, activate] = note.split(' ')
    let refusal: SessionError | undefined
    await endpoints.signOut(signInId || undefined).catch((error: unknown) => {
      if (!isFinal(error)) throw error
      refusal = error
    })
    // The server clears the active account with any other (PROTOCOL.md §6.1): make it active again.
    if (activate) {
      await endpoints.switchSignIn(activate).catch((error: unknown) => {
        if (!isFinal(error)) throw error
      })
    }
    if (read() === note) {
      noted = undefined
      storage.remove(name)
    }
    if (refusal) throw refusal
  }

  return {
    note(signInId, activate) {
      // Signing out of everything covers any single one noted before.
      noted = read() === all ? all : signInId ? `${signInId} ${activate ?? ''}` : all
      storage.set(name, noted)
    },
    isNoted: () => read() !== undefined,
    async finish() {
      const note = read()
      if (note === undefined) return
      flight ??= run(note)
      const mine = flight
      await mine.finally(() => {
        if (flight === mine) flight = undefined
      })
    },
  }
}

/** A final no means there is nothing left to end. */
const isFinal = (error: unknown): error is SessionError => isRefusal(error) && error.code !== 'rate-limited'
