import { isRefusal, isSessionError, SessionError } from '../errors.js'
import { type AuthContext, sameContext } from '../model/context.js'
import type { SessionContainer } from '../model/session.js'
import type { Stamps } from '../time/stamps.js'
import { maxRequests } from './retrieval.js'
import type { Answer } from './state/machine.js'
import type { SessionStore } from './state/store.js'

/**
 * What a change is for.
 * - `context`: the account, organization and workspace that were active when it was requested.
 * - `account`: the account that was active then.
 * - `session`: the browser session, whichever account is active.
 */
type MutationScope = 'context' | 'account' | 'session'

/** A change to request from the server. */
interface Mutation<T> {
  /** Name of the change, shown as `pending` while it runs. */
  readonly kind: string
  readonly scope: MutationScope
  readonly send: () => Promise<T>
  /** A later change of the same group supersedes those that have not started. */
  readonly group?: string
  /** Tells from the session whether the change was applied, for when no answer came. */
  readonly applied?: ((container: SessionContainer) => boolean) | undefined
  /** Checks the server's session after the change. Returns true if it changed something again: then ask again. */
  readonly review?: (answer: Answer) => Promise<boolean>
}

export interface Mutations {
  /**
   * Runs a change after those before it; settles when the state shows the outcome.
   *
   * @throws {@link SessionError} `superseded`, `context-changed`, `unconfirmed`, and what `send` throws
   */
  run<T>(mutation: Mutation<T>): Promise<T>
  /**
   * Supersedes all waiting changes and the one under way, except sign-outs: the next change decides.
   *
   * @returns the superseded one under way, if it may have signed an account in: its request goes on
   */
  overtake(): Overtaken | undefined
}

/** A change that a sign-out superseded, and its progress. */
export type Overtaken = Readonly<Course>

interface Course {
  /** Superseded: its outcome is not published any more. */
  isDisowned: boolean
  /** The server refused it: nothing changed. */
  isRefused: boolean
  /** When its request began, as a stamp. */
  startedAt: number
  /** The answer of its request. */
  answer: unknown
}

interface MutationNeeds {
  readonly store: SessionStore
  readonly stamps: Stamps
  readonly ask: () => Promise<Answer>
}

interface Job {
  readonly kind: string
  readonly scope: MutationScope
  readonly group: string | undefined
  readonly start: () => Promise<void>
  readonly supersede: () => void
  readonly course: Overtaken
}

const superseded = () => new SessionError('superseded', 'A later change replaced it')

export function createMutations({ store, stamps, ask }: MutationNeeds): Mutations {
  const waiting: Job[] = []
  let running: Job | undefined

  /** The change that starts at the instant this one ends. */
  const next = () => waiting[0]?.kind

  const confirm = async <T>(mutation: Mutation<T>, failure: SessionError | undefined, checkOwned: () => void) => {
    const { applied, review = async () => false } = mutation
    let lastFailure = failure
    for (let asked = 0; asked < maxRequests; asked++) {
      const settledAt = stamps.next()
      checkOwned()
      // The request was sent, with or without an answer: earlier answers are old.
      store.apply({ type: 'doubted', at: settledAt })
      const answer = await ask()
      checkOwned()
      if (await review(answer)) continue
      checkOwned()
      if (isApplied(applied, answer.container)) lastFailure = undefined
      const outcome = store.apply({
        type: 'mutation-committed',
        answer,
        settledAt: stamps.isOfNow(settledAt) ? settledAt : 0,
        error: lastFailure,
        next: next(),
      })
      if (outcome === 'applied') return lastFailure
    }
    throw new SessionError('unconfirmed', 'Changes of other tabs kept overtaking the answers')
  }

  const perform = async <T>(mutation: Mutation<T>, course: Course): Promise<T> => {
    const checkOwned = () => {
      if (course.isDisowned) throw superseded()
    }
    checkOwned()
    course.startedAt = stamps.next()
    store.apply({ type: 'mutation-started', kind: mutation.kind })
    let failure: SessionError | undefined
    const result = await mutation.send().catch((error: unknown) => {
      failure = asSessionError(error)
    })
    course.isRefused = isRefusal(failure)
    course.answer = result
    checkOwned()
    if (isRefusal(failure)) {
      // A refusal: nothing changed, so everything cached stays.
      store.apply({ type: 'mutation-refused', error: failure, next: next() })
      throw failure
    }
    // With or without an answer: only the session itself shows what is true now (PROTOCOL.md §3.2).
    const left = await confirm(mutation, failure, checkOwned).catch((cause: unknown) => {
      checkOwned()
      const error = new SessionError('unconfirmed', 'The server did not answer: the outcome is not known', {
        cause: failure ?? cause,
      })
      store.apply({ type: 'mutation-unsettled', error, at: stamps.next(), next: next() })
      throw error
    })
    if (left) throw left
    return result as T
  }

  const startNext = () => {
    if (running) return
    running = waiting.shift()
    void running?.start()
  }

  /** Supersedes the waiting changes that are not kept. */
  const keep = (isKept: (job: Job) => boolean) => {
    for (const job of waiting.splice(0)) {
      if (isKept(job)) waiting.push(job)
      else job.supersede()
    }
  }

  return {
    run<T>(mutation: Mutation<T>) {
      const { kind, scope, group } = mutation
      const asker = askerOf(store)
      return new Promise<T>((resolve, reject) => {
        const course: Course = { isDisowned: false, isRefused: false, startedAt: 0, answer: undefined }
        const supersede = () => {
          course.isDisowned = true
          reject(superseded())
        }
        const start = async () => {
          const error = changedFor(scope, asker, store.context())
          if (error) {
            store.apply({ type: 'mutation-refused', error, next: next() })
            reject(error)
          } else {
            await perform(mutation, course).then(resolve, reject)
          }
          running = undefined
          startNext()
        }
        if (group) keep((job) => job.group !== group)
        waiting.push({ kind, scope, group, course, supersede, start })
        startNext()
      })
    },
    overtake() {
      const isSignOut = ({ kind }: Job) => kind === 'sign-out'
      keep(isSignOut)
      // Its request goes on: an aborted one might still be applied, after the sign-out that follows.
      if (!running || isSignOut(running)) return undefined
      running.supersede()
      // A switch does not sign an account in either.
      return running.scope === 'session' && !running.group ? running.course : undefined
    },
  }
}

/** The context when a change is requested: undefined while it is not known, null when no account is active. */
const askerOf = (store: SessionStore): AuthContext | null | undefined =>
  store.context() ?? (store.container() ? null : undefined)

/** The error of a change whose context is not active any more. One requested before the context was known is sent. */
function changedFor(scope: MutationScope, asker: AuthContext | null | undefined, now: AuthContext | undefined) {
  if (scope === 'session' || asker === undefined) return undefined
  const isSame = scope === 'account' ? asker?.signInId === now?.signInId : sameContext(asker ?? undefined, now)
  return isSame
    ? undefined
    : new SessionError('context-changed', 'Another account, organization or workspace is active')
}

function isApplied(applied: Mutation<unknown>['applied'], container: SessionContainer): boolean {
  try {
    return applied?.(container) ?? false
  } catch {
    // If the check throws, the failure stays.
    return false
  }
}

const asSessionError = (error: unknown): SessionError =>
  isSessionError(error) ? error : new SessionError('request-failed', 'The change could not be sent', { cause: error })
