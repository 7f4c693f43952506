import type { SessionContainer, SignIn, SignInAttempt, SignUpAttempt } from '../../model/session.js'
import type { ServerClock } from '../../time/server-clock.js'
import type { Overtaken } from '../mutations.js'
import type { SessionStore } from '../state/store.js'
import type { SignOutNotes } from './notes.js'

/** Decides which sign-ins a sign-out ends: all that are known when it is requested, and none that begins later. */
export interface SignOutTargets {
  /** The known sign-ins of the browser session: those shown, those other tabs published, and those noted. */
  known(): { readonly sessionId: string | undefined; readonly signInIds: readonly string[] }
  /** For a call without known sign-ins: those that probably existed before it. */
  before(calledAtMs: number, signIns: readonly SignIn[]): readonly SignIn[]
  /** The sign-in that a superseded change probably created. */
  broughtBy(overtaken: Overtaken, container: SessionContainer, unknown: readonly SignIn[]): readonly SignIn[]
}

/** The attempts in the answer of a change, if it lists them. */
interface AttemptsAnswer {
  readonly signin_attempts?: readonly { readonly id: string }[] | null
  readonly signup_attempts?: readonly { readonly id: string }[] | null
}

type Attempt = SignInAttempt | SignUpAttempt

interface TargetNeeds {
  readonly store: SessionStore
  readonly notes: SignOutNotes
  readonly serverClock: ServerClock
  /** The session of the snapshot store, for a page that was never started and cannot reach the server. */
  readonly remembered: () => SessionContainer | undefined
}

/** How much the server's clock and ours may differ before a token taught it, ms. */
const clockToleranceMs = 2_000

export function createSignOutTargets({ store, notes, serverClock, remembered }: TargetNeeds): SignOutTargets {
  const overheard = () => store.machine().overheard.map(({ container }) => container)

  return {
    known() {
      const container = store.container() ?? remembered()
      const sessionId = container?.id
      const ours = [container, ...overheard().filter(({ id }) => id === sessionId)]
      const listed = ours.flatMap((one) => one?.signIns ?? []).map(({ id }) => id)
      const noted = notes.pending(sessionId).map(({ signInId }) => signInId)
      return { sessionId, signInIds: [...new Set([...listed, ...noted])] }
    },
    before(calledAtMs, signIns) {
      const others = overheard().flatMap((container) => container.signIns)
      const latestMs = serverClock.now() + clockToleranceMs
      // Another tab published it since, or its own date is later, by a clock that may be right.
      const isLater = ({ id, createdAtMs = 0 }: SignIn) =>
        others.some((other) => other.id === id) || (createdAtMs >= calledAtMs && createdAtMs < latestMs)
      return signIns.filter((signIn) => !isLater(signIn))
    },
    broughtBy({ startedAt, answer }, container, unknown) {
      const attempt = attemptOf({ ...(answer as AttemptsAnswer) }, container)
      // A sign-in that another attempt created, in another tab for example, is to stay.
      const candidates = attempt ? unknown.filter((signIn) => creatorOf(signIn, container) === attempt) : unknown
      // A change creates at most one sign-in: the first since it began, or the newest if the clocks differ.
      const sinceMs = serverClock.at(startedAt) - clockToleranceMs
      const byAge = [...candidates].sort((a, b) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0))
      const since = byAge.filter(({ createdAtMs = 0 }) => createdAtMs >= sinceMs)
      return since.length > 0 ? since.slice(0, 1) : byAge.slice(-1)
    },
  }
}

/** The attempt that a change was for: of those in its answer, the one updated last. The session has their dates. */
function attemptOf(answer: AttemptsAnswer, { signInAttempts, signUpAttempts }: SessionContainer): Attempt | undefined {
  const listed = [...(answer.signin_attempts ?? []), ...(answer.signup_attempts ?? [])].map(({ id }) => String(id))
  return [...signInAttempts, ...signUpAttempts]
    .filter(({ id }) => listed.includes(id))
    .sort((a, b) => (a.updatedAtMs ?? 0) - (b.updatedAtMs ?? 0))
    .at(-1)
}

/** The attempt that created a sign-in: the one completed nearest to it. A sign-up that asks for nothing never says so. */
function creatorOf(signIn: SignIn, { signInAttempts, signUpAttempts }: SessionContainer): Attempt | undefined {
  const own = signInAttempts.filter(({ userId, completed }) => completed && userId === signIn.userId)
  const distanceMs = ({ updatedAtMs = 0 }) => Math.abs(updatedAtMs - (signIn.createdAtMs ?? 0))
  return [...own, ...signUpAttempts].sort((a, b) => distanceMs(a) - distanceMs(b))[0]
}
