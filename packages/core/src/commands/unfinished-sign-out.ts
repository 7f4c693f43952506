import { isRefusal, type SessionError } from '../errors.js'
import { storageScope } from '../http/dev-session.js'
import type { Endpoints } from '../http/endpoints.js'
import type { KeyValueStore } from '../ports.js'

/** Sign-outs the server has yet to hear of. They outlive the page, so that nobody stays signed in by accident. */
export interface UnfinishedSignOut {
  /** Notes one account or, without an id, all; `activate` is the account that is to stay active. */
  note(signInId: string | undefined, activate: string | undefined): void
  isNoted(): boolean
  /** Tells the server, and forgets what it answered to; passes a refusal on. */
  finish(): Promise<void>
}

interface UnfinishedSignOutNeeds {
  readonly endpoints: Endpoints
  readonly storage: KeyValueStore
  readonly baseUrl: string
}

/** Stands for every account. */
const all = '*'

export function createUnfinishedSignOut({ endpoints, storage, baseUrl }: UnfinishedSignOutNeeds): UnfinishedSignOut {
  const name = `wachter_sign_out_${storageScope(baseUrl)}`
  // Kept here only where storage is blocked: other tabs write there too.
  let noted: string | undefined
  let flight: Promise<unknown> = Promise.resolve()

  /** The account to activate, then those to sign out. */
  const read = (): readonly string[] => (storage.get(name) ?? noted)?.split(' ') ?? []

  const write = (activate: string, ids: readonly string[]) => {
    noted = ids.length ? [activate, ...ids].join(' ') : undefined
    if (noted) storage.set(name, noted)
    else storage.remove(name)
    if (storage.get(name) === noted) noted = undefined
  }

  const run = async (): Promise<void> => {
    const [, ...ids] = read()
    let refusal: SessionError | undefined
    for (const id of ids) {
      await endpoints.signOut(id === all ? undefined : id).catch((error: unknown) => {
        if (!isFinal(error)) throw error
        refusal = error
      })
    }
    if (!ids.length) return
    // What was noted meanwhile decides who is to be active.
    const [activate] = read()
    // The server clears the active account with any other (PROTOCOL.md §6.1): make it active again.
    if (activate) {
      await endpoints.switchTo('sign-in', activate).catch((error: unknown) => {
        if (!isFinal(error)) throw error
      })
    }
    // And what was noted while that was asked stays too.
    const [next = '', ...left] = read()
    write(
      next,
      left.filter((id) => !ids.includes(id)),
    )
    if (refusal) throw refusal
  }

  return {
    note(signInId = all, activate = '') {
      const [, ...ids] = read()
      write(activate, ids.includes(all) || signInId === all ? [all] : [...new Set([...ids, signInId])])
    },
    isNoted: () => read().length > 0,
    finish() {
      // One after the other: what a first one told the server, a second need not.
      const mine = flight.then(run)
      flight = mine.catch(() => undefined)
      return mine
    },
  }
}

/** A final no means there is nothing left to end. */
const isFinal = (error: unknown): error is SessionError => isRefusal(error) && error.status !== 429
