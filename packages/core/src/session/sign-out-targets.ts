import type { SessionContainer, SignIn } from '../model/session.js'
import type { ServerClock } from '../time/server-clock.js'
import type { Overtaken } from './mutations.js'
import type { SignOutNotes } from './sign-out-notes.js'
import type { SessionStore } from './store.js'

/** Tells whom a sign-out is for: all who are known when it is asked for, and nobody who signs in later. */
export interface SignOutTargets {
  /** What is known of the browser session: what is shown, what other tabs said of it, and what is noted. */
  known(): { readonly sessionId: string | undefined; readonly signInIds: readonly string[] }
  /** Those that were there before a call, as far as can be told: nobody was known then. */
  before(calledAtMs: number, signIns: readonly SignIn[]): readonly SignIn[]
  /** The one that an overtaken change brought, as far as can be told. */
  broughtBy(overtaken: Overtaken, container: SessionContainer, unknown: readonly SignIn[]): readonly SignIn[]
}

interface AttemptsAnswer {
  readonly signin_attempts?: readonly { readonly id: string }[]
}

interface TargetNeeds {
  readonly store: SessionStore
  readonly notes: SignOutNotes
  readonly serverClock: ServerClock
  /** The session a snapshot store kept, for a page that was never started and cannot reach the server. */
  readonly remembered: () => SessionContainer | undefined
}

/** By so much the server's clock and ours may differ where no token has taught it, ms. */
const clockToleranceMs = 2_000

export function createSignOutTargets({ store, notes, serverClock, remembered }: TargetNeeds): SignOutTargets {
  const overheardIn = (sessionId: string | undefined) => {
    const container = store.machine().overheard?.container
    return (container?.id === sessionId ? container?.signIns : undefined) ?? []
  }

  return {
    known() {
      const container = store.container() ?? remembered()
      const sessionId = container?.id
      const listed = [...(container?.signIns ?? []), ...overheardIn(sessionId)].map(({ id }) => id)
      const noted = notes.pending(sessionId).map(({ signInId }) => signInId)
      return { sessionId, signInIds: [...new Set([...listed, ...noted])] }
    },
    before(calledAtMs, signIns) {
      const others = store.machine().overheard?.container.signIns ?? []
      const latestMs = serverClock.now() + clockToleranceMs
      // Another tab told of it since, or it says itself that it came later, by a clock that may be right.
      const isLater = ({ id, createdAtMs = 0 }: SignIn) =>
        others.some((other) => other.id === id) || (createdAtMs >= calledAtMs && createdAtMs < latestMs)
      return signIns.filter((signIn) => !isLater(signIn))
    },
    broughtBy({ startedAt, answer }, { signInAttempts }, unknown) {
      // The attempt just made is the last of the answer (PROTOCOL.md §6.2).
      const attemptId = (answer as AttemptsAnswer | undefined)?.signin_attempts?.at(-1)?.id
      const userId = signInAttempts.filter(({ id }) => id === attemptId).at(-1)?.userId
      const candidates = unknown.filter((signIn) => userId === undefined || signIn.userId === userId)
      // A change brings one account at most: the first since it began, or the newest where the clocks do not agree.
      const sinceMs = serverClock.at(startedAt) - clockToleranceMs
      const byAge = candidates.sort((a, b) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0))
      const since = byAge.filter(({ createdAtMs = 0 }) => createdAtMs >= sinceMs)
      return since.length > 0 ? since.slice(0, 1) : byAge.slice(-1)
    },
  }
}
