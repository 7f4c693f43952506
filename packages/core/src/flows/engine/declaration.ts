import type { ReadableAtom } from 'nanostores'
import type { SignIn } from '../../model/session.js'
import type { SessionState } from '../../model/session-state.js'
import type { Binding } from './accounts.js'
import type { FlowError } from './flow-error.js'

/** The state of a flow. A UI needs only a `switch` over `step.kind`. */
export interface FlowState<Step> {
  /** The present step, with its actions. The functions stay the same for the life of the flow. */
  readonly step: Step
  /** Name of the running action. */
  readonly pending: string | undefined
  /** The error of the last action; cleared by the next. */
  readonly error: FlowError | undefined
}

/** The members of all steps. */
export interface StepBase {
  /** Differs between two steps, even of the same kind. Use it as the key of the form. */
  readonly key: string
}

export type AnyStep = StepBase & { readonly kind: string }

/** The members that are actions: they resolve with the state and never reject. */
type FlowAction<T> = {
  [Name in keyof T]-?: T[Name] extends (...input: never[]) => Promise<FlowState<unknown>> ? Name : never
}[keyof T]

/** What an action does; the engine turns it into an action. */
export type Work<Input extends readonly unknown[]> = (...input: Input) => Promise<unknown>

export interface SpecialWork<Input extends readonly unknown[]> {
  readonly work: (account: Binding, ...input: Input) => Promise<unknown>
  /** The part of the account that belongs to the input: for another account it is another action. */
  readonly keyOf?: (account: Binding) => number
  readonly isAnywhere?: boolean
  /** Its error belongs to the organization and workspace, too: it is dropped when others become active. */
  readonly isOfContext?: boolean
}

/** An action that does not wait for its turn, and returns the state itself. */
export interface UnqueuedAction<Action> {
  readonly unqueued: Action
}

type Declared<Action> = Action extends (...input: infer Input) => Promise<unknown>
  ? Work<Input> | SpecialWork<Input> | UnqueuedAction<Action>
  : never

/** The work of each action of a step or a flow. */
type Actions<T> = { readonly [Name in FlowAction<T>]: Declared<T[Name]> }

type KindWithActions<Step> = Step extends { readonly kind: infer Kind }
  ? [FlowAction<Step>] extends [never]
    ? never
    : Kind
  : never

type DistributiveOmit<T, Name> = T extends unknown ? Omit<T, Name & keyof T> : never
type StepAction<Step> = Step extends unknown ? FlowAction<Step> : never

/** A step without its functions, which the engine adds. Without a key, its kind is the key. */
export type ToldStep<Step> = DistributiveOmit<Step, StepAction<Step> | 'restart' | 'key'> & {
  readonly kind: string
  readonly key?: string
}

/** The kinds of steps at which nothing has begun, so they have no `restart`. */
type IdleKind<Step> = Step extends { readonly restart: unknown }
  ? never
  : Step extends { kind: infer Kind }
    ? Kind
    : never

/** The functions of a flow that are not actions. */
type OtherFunctions<Flow> = Omit<Flow, FlowAction<Flow> | '$state' | 'restart'>

/** Something a state is read from, as an atom. */
export interface Followed {
  readonly listen: (onChange: () => void) => () => void
}

/**
 * Reads something beside the session: as it is, or as a server saw it, for the first frame of a page that is hydrated. By
 * then, other parts of the page may have loaded it.
 */
export type Read = <T>($one: Pick<ReadableAtom<T>, 'get' | 'init'>) => T

/** Everything that defines a flow. */
export type FlowDeclaration<Step extends AnyStep, Flow> = Declaration<Step, Flow> &
  ([keyof OtherFunctions<Flow>] extends [never] ? unknown : { readonly others: OtherFunctions<Flow> })

interface Declaration<Step extends AnyStep, Flow> {
  /** The actions of a step, by its kind. */
  readonly actions: { readonly [Kind in KindWithActions<Step> & string]: Actions<Extract<Step, { kind: Kind }>> }
  /** The actions of the flow itself, at any step. */
  readonly always: Actions<Flow>
  /** Kinds of steps at which nothing has begun; all others have `restart`. */
  readonly idle: readonly IdleKind<Step>[]
  /** Computes the step from the session and the flow's own data. What flows share is read with `read`. */
  readonly stepOf: (session: SessionState, isComplete: boolean, read: Read) => ToldStep<Step>
  /** Drops the flow's own data. */
  readonly forget: () => void
  /** Whether the session shows that the flow is complete. */
  readonly isFinished?: () => boolean
  /** Called before the first listener. */
  readonly onFirstWatched?: () => void
  /** When to call `onWake`, by the client's clock; read after every change while the state has listeners. */
  readonly wakeAtMs?: () => number | undefined
  readonly onWake?: () => void
  /** Whether it has data of a user. Then it follows the session even without listeners, to drop the data in time. */
  readonly isHolding?: () => boolean
  /** After an account was signed out, here or elsewhere: whether the data belongs to it, so that it is dropped. */
  readonly isOf?: (signIn: SignIn) => boolean
  /** Another account became active, or none. */
  readonly onAccountChanged?: () => void
  /** Another account, organization or workspace became active, or none. */
  readonly onContextChanged?: () => void
  /** What `stepOf` reads beside the session: the state follows it while it has listeners. */
  readonly follows?: readonly Followed[]
}

/** An action for the account that is active when it is called, and for no other. */
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

/** An action for the account, organization and workspace that are active when it is called, and for no others. */
export const forContext = <Input extends readonly unknown[]>(work: SpecialWork<Input>['work']): SpecialWork<Input> => ({
  work: async (account, ...input) => {
    account.checkContext()
    await work(account, ...input)
  },
  keyOf: ({ context }) => context,
  isOfContext: true,
})

/** An action that checks itself whether its step is still the present one. */
export const anywhere = <Input extends readonly unknown[]>(work: Work<Input>): SpecialWork<Input> => ({
  work: (_, ...input) => work(...input),
  isAnywhere: true,
})

/** An action that may take long and does not block others. */
export const unqueued = <Action>(action: Action): UnqueuedAction<Action> => ({ unqueued: action })
