import { atom, type ReadableAtom } from 'nanostores'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createFlow } from '../../../src/flows/engine/create-flow.js'
import { anywhere, type FlowState, forAccount, type StepBase } from '../../../src/flows/engine/declaration.js'
import type { Client } from '../../../src/index.js'
import type { SignIn } from '../../../src/model/session.js'
import type { SessionState } from '../../../src/model/session-state.js'
import { aContainer, aSignIn, clock, collectReports } from '../../set-up.js'

const state = (who: string, others: readonly string[] = []): SessionState => ({
  status: 'signed-in',
  container: aContainer([aSignIn(who), ...others.map((id) => aSignIn(id))]),
  ended: undefined,
  pending: undefined,
  stale: false,
  error: undefined,
})

type State = FlowState<Step>
type Step = FirstStep | SecondStep

interface FirstStep extends StepBase {
  readonly kind: 'first'
  readonly work: (input?: unknown) => Promise<State>
  readonly workForAccount: () => Promise<State>
}

interface SecondStep extends StepBase {
  readonly kind: 'second'
  readonly work: (input?: unknown) => Promise<State>
  readonly workLate: () => Promise<State>
  readonly restart: () => void
}

interface Flow {
  readonly $state: ReadableAtom<State>
  readonly restart: () => void
  readonly look: () => Promise<State>
}

/** A flow over a session that a test sets, with what it was asked to do. */
function setUp(first = state('a', ['b'])) {
  const $state = atom(first)
  const client = { $state, initialState: first, ports: { clock } } as unknown as Client
  const told = {
    kind: 'first' as Step['kind'],
    key: undefined as string | undefined,
    isHolding: false,
    isComplete: false,
  }
  const work = vi.fn(async (_: unknown) => {})
  const forget = vi.fn()
  const isOf = vi.fn((_: SignIn) => false)
  const flow = createFlow<Step, Flow>(client, () => ({
    actions: {
      first: { work, workForAccount: forAccount(() => work('for an account')) },
      second: { work, workLate: anywhere(() => work('late')) },
    },
    always: { look: () => work('look') },
    idle: ['first'],
    stepOf: () => ({ kind: told.kind, ...(told.key && { key: told.key }) }),
    forget,
    isFinished: () => told.isComplete,
    isHolding: () => told.isHolding,
    isOf,
  }))
  /** Work that is under way until it is finished. */
  const hold = () => {
    let finish = () => {}
    work.mockImplementationOnce(() => new Promise<void>((resolve) => (finish = resolve)))
    return { finish: () => finish() }
  }
  const at = <Kind extends Step['kind']>(kind: Kind) => {
    const { step } = flow.$state.get()
    expect(step.kind).toBe(kind)
    return step as Extract<Step, { kind: Kind }>
  }
  return { $state, flow, told, work, forget, isOf, hold, at }
}

const started = () => Promise.resolve()

describe('a flow that is not watched', () => {
  test('follows the session while it holds something, and no longer', () => {
    const { $state, flow, told, isOf } = setUp()
    told.isHolding = true
    flow.restart()
    $state.set(state('a'))
    expect(isOf).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: 'b' }))
    told.isHolding = false
    $state.set(state('a', ['c']))
    expect($state.lc).toBe(0)
  })

  test('follows it while an action runs', async () => {
    const { $state, flow, hold } = setUp()
    const held = hold()
    const done = flow.look()
    await started()
    expect($state.lc).toBe(1)
    held.finish()
    await done
    expect($state.lc).toBe(0)
  })

  test('sees at the next look which account was signed out, without listening', () => {
    const { $state, flow, isOf } = setUp()
    $state.set(state('b'))
    expect($state.lc).toBe(0)
    flow.$state.get()
    expect(isOf).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: 'a' }))
  })
})

describe('a step', () => {
  test('has the actions of its kind, restart unless nothing has begun, and a key', () => {
    const { told, at } = setUp()
    expect(Object.keys(at('first')).sort()).toEqual(['key', 'kind', 'work', 'workForAccount'])
    expect(at('first').key).toBe('first')
    told.kind = 'second'
    told.key = 'second of 1'
    expect(Object.keys(at('second')).sort()).toEqual(['key', 'kind', 'restart', 'work', 'workLate'])
    expect(at('second').key).toBe('second of 1')
  })
})

describe('an action', () => {
  test('is pending under its name in kebab-case', async () => {
    const { flow, at, hold } = setUp()
    const held = hold()
    const done = at('first').workForAccount()
    expect(flow.$state.get().pending).toBe('work-for-account')
    await started()
    held.finish()
    expect((await done).pending).toBeUndefined()
  })

  test('asked for twice with the same input is one, with an event or without', async () => {
    const { at, hold, work } = setUp()
    const held = hold()
    const { work: act } = at('first')
    class Press {
      readonly self = this
      preventDefault() {}
    }
    const first = act()
    expect(act(new Press())).toBe(first)
    expect(act(undefined)).toBe(first)
    expect(act({ email: 'a' })).not.toBe(first)
    await started()
    held.finish()
    await first
    expect(work).toHaveBeenCalled()
  })

  test('with an instance of a class is another one for another instance', async () => {
    const { at, work } = setUp()
    class Form {
      readonly email: string
      constructor(email: string) {
        this.email = email
      }
    }
    const { work: act } = at('first')
    await Promise.all([act(new Form('a')), act(new Form('b'))])
    expect(work).toHaveBeenCalledTimes(2)
  })

  test('with an input that has no text is one of its own', async () => {
    const { at, hold } = setUp()
    const held = hold()
    const { work: act } = at('first')
    const endless: { self?: unknown } = {}
    endless.self = endless
    const first = act(endless)
    expect(act(endless)).not.toBe(first)
    await started()
    held.finish()
    await first
  })

  test('out-of-step: it belongs to another kind of step', async () => {
    const { told, at, work } = setUp()
    const { work: act } = at('first')
    told.kind = 'second'
    expect((await act()).error?.code).toBe('out-of-step')
    expect(work).not.toHaveBeenCalled()
  })

  test('out-of-step: while it waited for its turn another step of the same kind has come', async () => {
    const { told, at, hold, work, flow } = setUp()
    told.key = 'of 1'
    const held = hold()
    const first = flow.look()
    const waiting = at('first').work('a code')
    await started()
    told.key = 'of 2'
    held.finish()
    await first
    expect((await waiting).error?.code).toBe('out-of-step')
    expect(work).not.toHaveBeenCalledWith('a code')
  })

  test('that says itself what is wrong runs at any step', async () => {
    const { told, at, work } = setUp()
    told.kind = 'second'
    const { workLate } = at('second')
    told.kind = 'first'
    expect((await workLate()).error).toBeUndefined()
    expect(work).toHaveBeenCalledExactlyOnceWith('late')
  })

  test('context-changed: it is about an account that is not active any more', async () => {
    const { $state, at, hold, flow, work } = setUp()
    const held = hold()
    const first = flow.look()
    const waiting = at('first').workForAccount()
    await started()
    $state.set(state('b', ['a']))
    $state.set(state('a', ['b']))
    held.finish()
    await first
    expect((await waiting).error?.code).toBe('context-changed')
    expect(work).not.toHaveBeenCalledWith('for an account')
  })
})

describe('a listener of the state', () => {
  /** Does something once, as soon as an action is pending. */
  const oncePending = ({ flow }: ReturnType<typeof setUp>, act: () => void) => {
    let isDone = false
    onTestFinished(
      flow.$state.listen(({ pending }) => {
        if (!pending || isDone) return
        isDone = true
        act()
      }),
    )
  }

  test('that restarts the flow while an action begins ends it, and it can be asked for again', async () => {
    const stage = setUp()
    const { flow, at, work } = stage
    oncePending(stage, flow.restart)
    await at('first').work('x')
    expect(work).not.toHaveBeenCalled()
    await at('first').work('x')
    expect(work).toHaveBeenCalledOnce()
  })

  test('that asks for the same action while it begins joins it', async () => {
    const stage = setUp()
    const { at, work } = stage
    const { work: act } = at('first')
    oncePending(stage, () => void act('x'))
    await act('x')
    expect(work).toHaveBeenCalledOnce()
  })

  test('that asks for another action while one begins comes after it', async () => {
    const stage = setUp()
    const { at, work } = stage
    const { work: act } = at('first')
    let second: Promise<unknown> | undefined
    oncePending(stage, () => {
      second = act('second')
    })
    await act('first')
    await second
    expect(work.mock.calls).toEqual([['first'], ['second']])
  })

  test('that throws ends no action', async () => {
    const reports = collectReports()
    const { flow, at, work } = setUp()
    onTestFinished(
      flow.$state.listen(() => {
        throw new Error('a bug of the app')
      }),
    )
    expect((await at('first').work()).pending).toBeUndefined()
    expect(work).toHaveBeenCalledOnce()
    expect(reports.length).toBeGreaterThan(0)
  })

  test('of the client, called before the flow has followed, reads the state as of now', () => {
    const { flow, told, $state, isOf } = setUp()
    isOf.mockReturnValue(true)
    let seen: string | undefined
    $state.listen(() => {
      seen = flow.$state.get().step.key
    })
    onTestFinished(flow.$state.listen(() => undefined))
    told.key = 'of the next account'
    $state.set(state('a'))
    expect(seen).toBe('of the next account')
  })
})

describe('what is under way when the flow begins anew', () => {
  test.each([
    ['because it was left', ({ flow }: ReturnType<typeof setUp>) => flow.restart()],
    [
      'because its account was signed out',
      ({ $state, isOf, flow }: ReturnType<typeof setUp>) => {
        isOf.mockReturnValue(true)
        $state.set(state('a'))
        flow.$state.get()
      },
    ],
  ])('shows nothing any more, and what waits comes to nothing, %s', async (_, leave) => {
    const stage = setUp()
    const { flow, at, hold, work, forget } = stage
    const held = hold()
    const first = flow.look()
    const waiting = at('first').work('waiting')
    await started()
    leave(stage)
    expect(forget).toHaveBeenCalledOnce()
    expect(flow.$state.get()).toMatchObject({ pending: undefined, error: undefined })
    held.finish()
    expect((await first).error).toBeUndefined()
    expect((await waiting).error).toBeUndefined()
    expect(work).not.toHaveBeenCalledWith('waiting')
  })

  test('an action begun when the account of a complete flow was signed out is not lost', async () => {
    const { flow, told, $state, work } = setUp()
    told.isComplete = true
    flow.$state.get()
    $state.set(state('b'))
    await flow.look()
    expect(work).toHaveBeenCalledExactlyOnceWith('look')
  })
})
