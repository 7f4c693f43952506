import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { SessionState } from '../../model/session-state.js'
import { createAccountWatch } from './accounts.js'
import { createActionQueue } from './action-queue.js'
import { createCompletion } from './completion.js'
import type { AnyStep, FlowDeclaration, FlowState, Read, SpecialWork, UnqueuedAction, Work } from './declaration.js'
import { createLeaving, type Leaving } from './leaving.js'
import { createLiveState, type LiveState } from './live-state.js'
import { removeAttemptNotes } from './note.js'

/** The members of every flow. */
export interface FlowBase<Step> {
  readonly $state: ReadableAtom<FlowState<Step>>
  /** Drops what is in progress and goes back to the first step. */
  readonly restart: () => void
}

/** What a declaration gets from the engine. */
export interface Engine<Step> extends Pick<Leaving, 'begin' | 'unlessLeft'> {
  readonly client: Client
  /** Sets whether the flow is complete, for the account that is active then. */
  readonly complete: (isDone: boolean) => void
  /** Completes the flow with an account that has just signed in: no attempt is to be resumed. */
  readonly signedIn: () => void
  /** Updates the state after a change outside the session. */
  readonly refresh: () => void
  readonly state: () => FlowState<Step>
  /** Drops what is in progress and goes back to the first step. */
  readonly restart: () => void
  /** Queues work that is not an action of a step. */
  readonly act: (name: string, input: unknown, work: () => Promise<unknown>) => Promise<FlowState<Step>>
}

/** Creates a flow from its declaration: a state that follows the session, with actions that run one at a time. */
export function createFlow<Step extends AnyStep, Flow extends FlowBase<Step>>(
  client: Client,
  declare: (engine: Engine<Step>) => FlowDeclaration<Step, Flow>,
): Flow {
  const leaving = createLeaving()
  const completion = createCompletion()
  const declaration = declare({
    client,
    begin: leaving.begin,
    unlessLeft: leaving.unlessLeft,
    complete: completion.set,
    signedIn() {
      completion.set(true)
      removeAttemptNotes(client)
    },
    refresh: () => live.refresh(),
    state: () => live.$state.get(),
    restart: () => restart(),
    act: (name, input, work) => queue.act({ name, input: [input], work }),
  })
  const { actions, always, idle, stepOf, isFinished = () => false, isHolding = () => false } = declaration

  const accounts = createAccountWatch({
    client,
    onSignedOut(signIn) {
      if (declaration.isOf?.(signIn)) drop()
    },
    onChanged(signInId) {
      queue.forgetErrorOfOthers(signInId)
      declaration.onAccountChanged?.()
    },
    onContextChanged() {
      queue.forgetErrorOfContext()
      declaration.onContextChanged?.()
    },
  })
  const queue = createActionQueue<Step>({
    leaving,
    bind: accounts.bind,
    state: () => live.$state.get(),
    refresh: () => live.refresh(),
    activeSignInId: () => client.$state.get().container?.activeSignIn?.id,
  })

  const drop = () => {
    completion.set(false)
    declaration.forget()
    queue.drop()
  }
  const restart = () => {
    drop()
    live.refresh()
  }

  const actionOf = (name: string, kind: string | undefined, entry: AnyEntry) => {
    if ('unqueued' in entry) return entry.unqueued
    const { work, keyOf, isAnywhere, isOfContext } = typeof entry === 'function' ? plain(entry) : entry
    return (...input: unknown[]) =>
      queue.act({
        name: inKebabCase(name),
        input,
        kind: isAnywhere ? undefined : kind,
        keyOf,
        // What follows the account has no step that outlasts it.
        isOfAccount: keyOf !== undefined || (kind !== undefined && declaration.onAccountChanged !== undefined),
        isOfContext,
        work: (account) => work(account, ...input),
      })
  }
  const actionsOf = (declared: object, kind?: string) =>
    Object.fromEntries(
      Object.entries(declared as Record<string, AnyEntry>).map(([name, entry]) => [name, actionOf(name, kind, entry)]),
    )
  const actionsAt: Readonly<Record<string, object>> = Object.fromEntries(
    Object.entries(actions as Record<string, object>).map(([kind, declared]) => [kind, actionsOf(declared, kind)]),
  )
  const idleKinds: readonly string[] = idle

  const stepNow = (session: SessionState, read: Read): Step => {
    const { container } = session
    const isComplete = container !== undefined && (completion.isDone() || isFinished())
    // The account was signed out since: begin again.
    const isUndone = isComplete && completion.isUndone(container)
    if (isUndone) drop()
    const told = stepOf(session, isComplete && !isUndone, read)
    const { kind, key = kind } = told
    // The declaration's types guarantee that these are the functions of the step.
    return { ...told, key, ...actionsAt[kind], ...(!idleKinds.includes(kind) && { restart }) } as unknown as Step
  }

  const live: LiveState<FlowState<Step>> = createLiveState({
    client,
    read: (session, read) => ({ step: stepNow(session, read), pending: queue.pending(), error: queue.error() }),
    notice: accounts.notice,
    follows: declaration.follows ?? [],
    isHeld: () => queue.isBusy() || isHolding(),
    onFirstWatched: declaration.onFirstWatched,
    wakeAtMs: declaration.wakeAtMs,
    onWake: declaration.onWake,
  })

  const others = 'others' in declaration ? (declaration.others as object) : {}
  return { $state: live.$state, restart, ...actionsOf(always), ...others } as unknown as Flow
}

type AnyEntry = Work<unknown[]> | SpecialWork<unknown[]> | UnqueuedAction<unknown>

const plain = (work: Work<unknown[]>): SpecialWork<unknown[]> => ({ work: (_, ...input) => work(...input) })

/** `sendPhoneCode` is pending as `send-phone-code`. */
const inKebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
