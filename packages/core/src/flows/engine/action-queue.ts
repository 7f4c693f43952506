import { SessionError } from '../../errors.js'
import { isObject } from '../../json.js'
import type { Binding } from './accounts.js'
import type { AnyStep, FlowState } from './declaration.js'
import { type FlowError, flowError } from './flow-error.js'
import type { Leaving } from './leaving.js'
import { isUnconfirmed } from './refusals.js'

/** An action to run. */
export interface Action {
  readonly name: string
  readonly input: readonly unknown[]
  /** The kind of step it belongs to; without it, it may begin at any step. */
  readonly kind?: string | undefined
  readonly keyOf?: ((account: Binding) => number) | undefined
  /** Whether its name and error belong to the account that was active when it was called. */
  readonly isOfAccount?: boolean
  /** Whether they belong to the organization and workspace, too. */
  readonly isOfContext?: boolean | undefined
  readonly work: (account: Binding) => Promise<unknown>
}

interface ActionQueueNeeds<Step> {
  readonly leaving: Leaving
  readonly bind: () => Binding
  readonly state: () => FlowState<Step>
  /** Updates the state. */
  readonly refresh: () => void
  readonly activeSignInId: () => string | undefined
}

interface Run<Step> {
  readonly key: string | undefined
  readonly done: Promise<FlowState<Step>>
}

/** Runs one action at a time, and keeps its name and the error of the last one. */
export function createActionQueue<Step extends AnyStep>(needs: ActionQueueNeeds<Step>) {
  const { leaving, bind, state, refresh, activeSignInId } = needs
  let pending: string | undefined
  /** The error of the running action once another account, organization or workspace is active than the one it belongs to. */
  let changed = (): unknown => undefined
  let error: FlowError | undefined
  let last: Run<Step> | undefined
  /** The account that was active when the last action began: its error belongs to it. */
  let actor: string | undefined
  /** Whether it belongs to the organization and workspace, too. */
  let isErrorOfContext = false
  const files = createNumbering()

  return {
    /**
     * The same action, called again while it runs, shares the run. Another one waits for its turn, and fails if the step has
     * changed by then. Never rejects: the error is in the state it resolves with.
     */
    act({
      name,
      input,
      kind,
      keyOf,
      isOfAccount = false,
      isOfContext = false,
      work,
    }: Action): Promise<FlowState<Step>> {
      refresh()
      const account = bind()
      const asked = state().step
      const stay = leaving.begin()
      const key = keyText([name, keyOf?.(account), ...input], files)
      if (last && key !== undefined && last.key === key) return last.done
      const begin = () => {
        error = undefined
        actor = activeSignInId()
        isErrorOfContext = isOfContext
        pending = name
        changed = () => errorOf(isOfContext ? account.checkContext : isOfAccount ? account.check : () => undefined)
        refresh()
      }
      const perform = async () => {
        if (stay.isOver()) return state()
        begin()
        try {
          const { step } = state()
          // An action that is for an account checks itself whether another one is active.
          const isOfAnother = asked.kind === kind && asked.key !== step.key && !keyOf
          if (kind !== undefined && (kind !== step.kind || isOfAnother)) {
            throw new SessionError('out-of-step', `"${name}" does not belong to the step ${step.kind}`)
          }
          stay.check()
          await work(account)
        } catch (cause) {
          // With nobody active, a lost answer is shown: it may have been what signed the account out.
          const isKept = isUnconfirmed(cause) && activeSignInId() === undefined
          if (!stay.isOver()) error = flowError(isKept ? cause : (changed() ?? cause))
        }
        if (stay.isOver()) return state()
        if (last === run) last = undefined
        pending = undefined
        changed = () => undefined
        refresh()
        return state()
      }
      const before = last
      const run: Run<Step> = { key, done: (before?.done ?? Promise.resolve()).then(perform) }
      last = run
      if (before) refresh()
      else begin()
      return run.done
    },
    pending: () => (changed() ? undefined : pending),
    error: () => error,
    isBusy: () => last !== undefined,
    /** Drops every action: a running one no longer changes the state, waiting ones do not run. */
    drop() {
      leaving.leave()
      last = undefined
      pending = undefined
      error = undefined
    },
    /** Drops an error of an account that is not active any more. */
    forgetErrorOfOthers(signInId: string | undefined) {
      if (actor !== undefined && actor !== signInId) error = undefined
    },
    /** Drops an error of an organization or workspace that is not active any more. */
    forgetErrorOfContext() {
      if (isErrorOfContext) error = undefined
    },
  }
}

function errorOf(check: () => void): unknown {
  try {
    check()
  } catch (error) {
    return error
  }
}

/** Equal for equal inputs. Events and elements do not count: pages pass them to actions by accident. */
function keyText(input: readonly unknown[], files: (file: object) => number): string | undefined {
  const given = input.map((value) => (isOfPage(value) ? undefined : value))
  while (given.length > 0 && given.at(-1) === undefined) given.pop()
  try {
    return JSON.stringify(given, (_, value) =>
      isObject(value) && 'size' in value && 'type' in value ? files(value) : value,
    )
  } catch {
    return undefined
  }
}

/** Numbers objects. JSON shows nothing of a file, and two would look equal. */
function createNumbering() {
  const numbers = new WeakMap<object, number>()
  let count = 0
  return (file: object): number => {
    const number = numbers.get(file) ?? ++count
    numbers.set(file, number)
    return number
  }
}

/** Whether it is an event or an element, of the browser or of a framework. */
const isOfPage = (value: unknown): boolean =>
  isObject(value) && ['preventDefault', 'nativeEvent', 'nodeType'].some((name) => name in value)
