import { SessionError } from '../../errors.js'
import type { Binding } from './accounts.js'
import type { AnyStep, FlowState } from './declaration.js'
import { type FlowError, flowError } from './flow-error.js'
import type { Leaving } from './leaving.js'

/** Something to do. */
export interface Action {
  readonly name: string
  readonly input: readonly unknown[]
  /** The kind of step it belongs to; without it, it may begin at any. */
  readonly kind?: string | undefined
  readonly keyOf?: ((account: Binding) => number) | undefined
  readonly work: (account: Binding) => Promise<unknown>
}

interface ActionQueueNeeds<Step> {
  readonly leaving: Leaving
  readonly bind: () => Binding
  readonly state: () => FlowState<Step>
  /** Shows what has changed. */
  readonly refresh: () => void
  readonly activeSignInId: () => string | undefined
}

interface Run<Step> {
  readonly key: string | undefined
  readonly done: Promise<FlowState<Step>>
}

/** Runs one action at a time, and remembers what runs and why the last one came to nothing. */
export function createActionQueue<Step extends AnyStep>(needs: ActionQueueNeeds<Step>) {
  const { leaving, bind, state, refresh, activeSignInId } = needs
  let pending: string | undefined
  let error: FlowError | undefined
  let last: Run<Step> | undefined
  /** Who was active when the last action began: its error is about them. */
  let actor: string | undefined

  return {
    /**
     * The same asked for again while it runs is the same; another one waits for its turn, and comes to nothing when the
     * step is another by then. Never rejects: what went wrong is in the state it resolves with.
     */
    act({ name, input, kind, keyOf, work }: Action): Promise<FlowState<Step>> {
      refresh()
      const account = bind()
      const asked = state().step
      const stay = leaving.begin()
      const key = keyText([name, keyOf?.(account), ...input])
      if (last && key !== undefined && last.key === key) return last.done
      const begin = () => {
        error = undefined
        actor = activeSignInId()
        pending = name
        refresh()
      }
      const perform = async () => {
        if (stay.isOver()) return state()
        begin()
        try {
          const { step } = state()
          // An action that is about an account says itself when another one is active.
          const isOfAnother = asked.kind === kind && asked.key !== step.key && !keyOf
          if (kind !== undefined && (kind !== step.kind || isOfAnother)) {
            throw new SessionError('out-of-step', `"${name}" belongs to another step than ${step.kind}`)
          }
          stay.check()
          await work(account)
        } catch (cause) {
          if (!stay.isOver()) error = flowError(cause)
        }
        if (stay.isOver()) return state()
        if (last === run) last = undefined
        pending = undefined
        refresh()
        return state()
      }
      if (!last) begin()
      const run: Run<Step> = { key, done: (last?.done ?? Promise.resolve()).then(perform) }
      last = run
      refresh()
      return run.done
    },
    pending: () => pending,
    error: () => error,
    isBusy: () => last !== undefined,
    /** Has done with every action: those that run show nothing any more, those that wait come to nothing. */
    drop() {
      leaving.leave()
      last = undefined
      pending = undefined
      error = undefined
    },
    /** Drops an error that is about an account that is not active any more. */
    forgetErrorOfOthers(signInId: string | undefined) {
      if (actor !== undefined && actor !== signInId) error = undefined
    },
  }
}

/** What makes two inputs the same. What an event or an element holds is none: pages give those to actions unasked. */
function keyText(input: readonly unknown[]): string | undefined {
  try {
    return JSON.stringify(input, (_, value: unknown) => (isPlain(value) ? value : null))
  } catch {
    return undefined
  }
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
