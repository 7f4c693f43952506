import type { SignIn } from '../../model/session.js'
import type { SessionState } from '../../model/session-state.js'
import type { Binding } from './accounts.js'
import type { FlowError } from './flow-error.js'

/** All a UI needs of something half done: a `switch` over `step.kind`. */
export interface FlowState<Step> {
  /** Where it stands, with what can be done there. Its functions stay the same for the life of the flow. */
  readonly step: Step
  /** Name of the action that runs. */
  readonly pending: string | undefined
  /** Why the last action came to nothing; cleared by the next. */
  readonly error: FlowError | undefined
}

/** What all steps have. */
export interface StepBase {
  /** Differs between two steps, also of the same kind: a form is to be made anew for another key. */
  readonly key: string
}

export type AnyStep = StepBase & { readonly kind: string }

/** The members that are actions: they resolve with the state, and never reject. */
export type FlowAction<T> = {
  [Name in keyof T]-?: T[Name] extends (...input: never[]) => Promise<FlowState<unknown>> ? Name : never
}[keyof T]

/** What an action does; the engine makes the action of it. */
export type Work<Input extends readonly unknown[]> = (...input: Input) => Promise<unknown>

export interface SpecialWork<Input extends readonly unknown[]> {
  readonly work: (account: Binding, ...input: Input) => Promise<unknown>
  /** What of the account is part of the input: asked for by another one, it is another action. */
  readonly keyOf?: (account: Binding) => number
  readonly isAnywhere?: boolean
}

/** What does not wait for its turn, and gives the state itself. */
export interface UnqueuedAction<Action> {
  readonly unqueued: Action
}

type Declared<Action> = Action extends (...input: infer Input) => Promise<unknown>
  ? Work<Input> | SpecialWork<Input> | UnqueuedAction<Action>
  : never

/** For each action of a step, or of a flow, what it does. */
export type Actions<T> = { readonly [Name in FlowAction<T>]: Declared<T[Name]> }

type KindWithActions<Step> = Step extends { readonly kind: infer Kind }
  ? [FlowAction<Step>] extends [never]
    ? never
    : Kind
  : never

type DistributiveOmit<T, Name> = T extends unknown ? Omit<T, Name & keyof T> : never
type StepAction<Step> = Step extends unknown ? FlowAction<Step> : never

/** A step as a flow tells it: without its functions, which the engine adds. Without a key, its kind is the key. */
export type ToldStep<Step> = DistributiveOmit<Step, StepAction<Step> | 'restart' | 'key'> & {
  readonly kind: string
  readonly key?: string
}

/** The kinds of steps at which nothing has begun, so that nothing can be left. */
type IdleKind<Step> = Step extends { readonly restart: unknown }
  ? never
  : Step extends { kind: infer Kind }
    ? Kind
    : never

/** The functions of a flow that are no actions. */
type OtherFunctions<Flow> = Omit<Flow, FlowAction<Flow> | '$state' | 'restart'>

/** What makes a flow what it is. */
export type FlowDeclaration<Step extends AnyStep, Flow> = Declaration<Step, Flow> &
  ([keyof OtherFunctions<Flow>] extends [never] ? unknown : { readonly others: OtherFunctions<Flow> })

interface Declaration<Step extends AnyStep, Flow> {
  /** What can be done at a step, by its kind. */
  readonly actions: { readonly [Kind in KindWithActions<Step> & string]: Actions<Extract<Step, { kind: Kind }>> }
  /** What can be done with the flow itself, at any step. */
  readonly always: Actions<Flow>
  /** Kinds of steps at which nothing has begun; all others have `restart`. */
  readonly idle: readonly IdleKind<Step>[]
  /** The step, by what is known of the session and all else. */
  readonly stepOf: (session: SessionState, isComplete: boolean) => ToldStep<Step>
  /** Drops what is remembered. */
  readonly forget: () => void
  /** Whether the session itself tells that it came to its end. */
  readonly isFinished?: () => boolean
  /** Before the first listener is served. */
  readonly onFirstWatched?: () => void
  /** When, by the client's clock, something is to be looked at again; asked after every change while watched. */
  readonly wakeAtMs?: () => number | undefined
  readonly onWake?: () => void
  /** Whether it holds something of a person. It then follows the session also while unwatched, to let go of it in time. */
  readonly isHolding?: () => boolean
  /** An account was signed out, here or elsewhere: gives whether what is remembered is of it, and goes with it. */
  readonly isOf?: (signIn: SignIn) => boolean
  /** Another account is active than before, or none. */
  readonly onAccountChanged?: () => void
}

/** An action that is about the account that is active when it is asked for, and that never speaks of another one. */
export const forAccount = <Input extends readonly unknown[]>(
  work: SpecialWork<Input>['work'],
  keyOf: (account: Binding) => number = ({ account }) => account,
): SpecialWork<Input> => ({
  work: async (account, ...input) => {
    account.check()
    await work(account, ...input)
  },
  keyOf,
})

/** An action that says itself what is wrong when its step is another by now. */
export const anywhere = <Input extends readonly unknown[]>(work: Work<Input>): SpecialWork<Input> => ({
  work: (_, ...input) => work(...input),
  isAnywhere: true,
})

/** An action that may take long, and does not make others wait. */
export const unqueued = <Action>(action: Action): UnqueuedAction<Action> => ({ unqueued: action })
