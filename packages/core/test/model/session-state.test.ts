import { describe, expect, test } from 'vitest'
import { SessionError } from '../../src/errors.js'
import {
  initialMachine,
  reduceSession,
  type SessionEvent,
  type SessionMachine,
  type SessionStatus,
} from '../../src/model/session-state.js'
import { aContainer, aSignIn } from '../set-up.js'

const error = new SessionError('offline', 'No network')
const nobody = aContainer([], { activeSignIn: undefined })
const a = aSignIn('a')
const b = aSignIn('b')
const both = aContainer([a, b])
const played = (machine: SessionMachine, ...events: SessionEvent[]) => events.reduce(reduceSession, machine)
const heard = (container = both, stamp = 100, at = stamp): SessionEvent => ({
  type: 'snapshot-received',
  container: structuredClone(container),
  raw: 0,
  stamp,
  heard: at,
})
const failed = (stamp = 200): SessionEvent => ({ type: 'retrieval-failed', error, stamp })

/** Every state a client can be in, made by the events that lead there. */
const states: Readonly<Record<SessionStatus, SessionMachine>> = {
  loading: initialMachine(),
  unavailable: played(initialMachine(), failed(50)),
  'signed-out': played(initialMachine(), heard(nobody)),
  'signed-in': played(initialMachine(), heard(both)),
}

/** Every event with the status it leads to from each state. */
const table: readonly (readonly [SessionEvent, Readonly<Record<SessionStatus, SessionStatus>>])[] = [
  [
    heard(both, 200),
    { loading: 'signed-in', unavailable: 'signed-in', 'signed-out': 'signed-in', 'signed-in': 'signed-in' },
  ],
  [
    heard(nobody, 200),
    { loading: 'signed-out', unavailable: 'signed-out', 'signed-out': 'signed-out', 'signed-in': 'signed-out' },
  ],
  [
    { type: 'remembered', container: both },
    { loading: 'signed-in', unavailable: 'unavailable', 'signed-out': 'signed-out', 'signed-in': 'signed-in' },
  ],
  [
    failed(200),
    { loading: 'unavailable', unavailable: 'unavailable', 'signed-out': 'signed-out', 'signed-in': 'signed-in' },
  ],
  [
    { type: 'mutation-started', kind: 'k' },
    { loading: 'loading', unavailable: 'unavailable', 'signed-out': 'signed-out', 'signed-in': 'signed-in' },
  ],
  [
    { type: 'mutation-committed', container: both, raw: 0, stamp: 200, heard: 200, error: undefined },
    { loading: 'signed-in', unavailable: 'signed-in', 'signed-out': 'signed-in', 'signed-in': 'signed-in' },
  ],
  [
    { type: 'mutation-refused', error },
    { loading: 'loading', unavailable: 'unavailable', 'signed-out': 'signed-out', 'signed-in': 'signed-in' },
  ],
  [
    { type: 'mutation-unsettled', error, stamp: 200 },
    { loading: 'unavailable', unavailable: 'unavailable', 'signed-out': 'signed-out', 'signed-in': 'signed-in' },
  ],
  [
    { type: 'sign-in-expired', signInId: 'a', stamp: 200 },
    { loading: 'loading', unavailable: 'unavailable', 'signed-out': 'signed-out', 'signed-in': 'signed-out' },
  ],
  [
    { type: 'sign-in-expired', signInId: 'b', stamp: 200 },
    { loading: 'loading', unavailable: 'unavailable', 'signed-out': 'signed-out', 'signed-in': 'signed-in' },
  ],
  [
    { type: 'signed-out', signInId: undefined, stamp: 200 },
    { loading: 'loading', unavailable: 'unavailable', 'signed-out': 'signed-out', 'signed-in': 'signed-out' },
  ],
  [
    { type: 'signed-out', signInId: 'a', stamp: 200 },
    { loading: 'loading', unavailable: 'unavailable', 'signed-out': 'signed-out', 'signed-in': 'signed-out' },
  ],
  [
    { type: 'signed-out', signInId: 'b', stamp: 200 },
    { loading: 'loading', unavailable: 'unavailable', 'signed-out': 'signed-out', 'signed-in': 'signed-in' },
  ],
  [
    { type: 'doubted', stamp: 200 },
    { loading: 'loading', unavailable: 'unavailable', 'signed-out': 'signed-out', 'signed-in': 'signed-in' },
  ],
  [
    { type: 'foreign-change-started', from: 'tab' },
    { loading: 'loading', unavailable: 'unavailable', 'signed-out': 'signed-out', 'signed-in': 'signed-in' },
  ],
  [
    { type: 'foreign-change-ended', from: 'tab', doubt: true, stamp: 200 },
    { loading: 'loading', unavailable: 'unavailable', 'signed-out': 'signed-out', 'signed-in': 'signed-in' },
  ],
]

describe.each(Object.entries(states) as [SessionStatus, SessionMachine][])('a client that is %s', (from, machine) => {
  test.each(table.map(([event, to]) => ({ event, to: to[from], type: event.type })))(
    'is $to after $type $event.signInId',
    ({ event, to }) => {
      expect(reduceSession(machine, event).state.status).toBe(to)
    },
  )

  test.each(table.map(([event]) => event))('never has a session that its status denies, after $type', (event) => {
    const { status, container } = reduceSession(machine, event).state
    expect(status === 'signed-in').toBe(container?.activeSignIn !== undefined)
  })

  test.each(table.map(([event]) => event))('is not changed in place by $type', (event) => {
    const before = structuredClone(machine)
    reduceSession(machine, event)
    expect(structuredClone(machine)).toEqual(before)
  })
})

describe('an answer', () => {
  test.each([
    { stamp: 99, taken: false },
    { stamp: 100, taken: false },
    { stamp: 101, taken: true },
  ])('asked for at $stamp is taken over one of 100: $taken', ({ stamp, taken }) => {
    const machine = states['signed-in']
    const next = reduceSession(machine, heard(nobody, stamp))
    expect(next === machine).toBe(!taken)
    expect(next.asOf).toBe(taken ? stamp : 100)
  })

  test('of an equal session keeps every reference', () => {
    const machine = states['signed-in']
    const next = reduceSession(machine, heard(structuredClone(both), 200))
    expect(next.state).toBe(machine.state)
    expect(next.asOf).toBe(200)
  })

  test('keeps the references of what did not change', () => {
    const machine = states['signed-in']
    const changed = aContainer([{ ...a, city: 'Paris' }, b], { activeSignIn: b })
    const { state } = reduceSession(machine, heard(changed, 200))
    expect(state.container?.signIns[1]).toBe(machine.state.container?.signIns[1])
    expect(state.container?.signIns[0]).not.toBe(machine.state.container?.signIns[0])
  })

  test('clears error and staleness and settles doubt', () => {
    const machine = played(states['signed-in'], failed(), { type: 'doubted', stamp: 250 }, heard(both, 300))
    expect(machine.unsettled).toBe(false)
    expect(machine.state).toMatchObject({ error: undefined, stale: false, pending: undefined })
  })

  test('heard while a change is under way changes nothing, and leaves the truth in doubt', () => {
    const changing = played(states['signed-in'], { type: 'mutation-started', kind: 'switch' })
    const machine = played(changing, heard(both, 300))
    expect(machine.state).toBe(changing.state)
    expect(machine.unsettled).toBe(true)
    const awaiting = played(states['signed-in'], { type: 'foreign-change-started', from: 'tab' })
    expect(played(awaiting, heard(both, 300))).toMatchObject({ state: awaiting.state, unsettled: true })
    expect(played(awaiting, { ...heard(both, 300), settles: 'tab' } as SessionEvent).unsettled).toBe(false)
  })

  test('asked for before the last one was heard leaves the truth in doubt where it differs', () => {
    const machine = played(initialMachine(), heard(both, 100, 120))
    expect(played(machine, heard(nobody, 120, 130))).toMatchObject({ state: machine.state, unsettled: true, asOf: 100 })
    expect(played(machine, heard(nobody, 121, 130))).toMatchObject({ unsettled: false, asOf: 121, heard: 130 })
    expect(played(machine, heard(both, 110, 130))).toMatchObject({ state: machine.state, unsettled: false, asOf: 110 })
    expect(played(machine, heard(nobody, 100, 130))).toBe(machine)
  })

  test('asked for before a doubt arose does not settle it', () => {
    const doubts: SessionEvent[] = [
      { type: 'doubted', stamp: 10 },
      { type: 'foreign-change-ended', from: 'tab', doubt: true, stamp: 10 },
      { type: 'mutation-unsettled', error, stamp: 10 },
    ]
    for (const doubt of doubts) {
      const doubting = reduceSession(initialMachine(both), doubt)
      expect(reduceSession(doubting, heard(both, 5)).unsettled).toBe(true)
      expect(reduceSession(doubting, heard(both, 10)).unsettled).toBe(true)
      expect(reduceSession(doubting, heard(both, 11)).unsettled).toBe(false)
    }
  })

  test('that a doubt is younger than does not make the truth older', () => {
    expect(reduceSession(states['signed-in'], { type: 'doubted', stamp: 5 }).asOf).toBe(100)
  })
})

describe('a failure to hear from the server', () => {
  test('keeps what is known and marks it stale', () => {
    const { state } = reduceSession(states['signed-in'], failed())
    expect(state).toMatchObject({ status: 'signed-in', stale: true, error })
    expect(state.container).toBe(states['signed-in'].state.container)
  })

  test('of a retrieval older than the truth is not heard of', () => {
    const machine = states['signed-in']
    expect(reduceSession(machine, failed(100))).toBe(machine)
    expect(reduceSession(machine, failed(101))).not.toBe(machine)
  })

  test('told twice keeps the state', () => {
    const once = reduceSession(states['signed-in'], failed(200))
    expect(reduceSession(once, failed(201)).state).toBe(once.state)
  })
})

describe('a change', () => {
  const running = reduceSession(states['signed-in'], { type: 'mutation-started', kind: 'switch-organization' })

  test('shows while it runs', () => {
    expect(running.state.pending).toBe('switch-organization')
  })

  test('that is committed shows its session, its error and nothing pending', () => {
    const { state, asOf } = reduceSession(running, {
      type: 'mutation-committed',
      container: structuredClone(nobody),
      raw: 0,
      stamp: 300,
      heard: 310,
      error,
    })
    expect(state).toEqual({ status: 'signed-out', container: nobody, pending: undefined, stale: false, error })
    expect(asOf).toBe(300)
  })

  test('that is refused keeps the session and says why', () => {
    const { state } = reduceSession(running, { type: 'mutation-refused', error })
    expect(state).toMatchObject({ status: 'signed-in', pending: undefined, stale: false, error })
    expect(state.container).toBe(running.state.container)
  })

  test('without an answer leaves the truth in doubt', () => {
    const machine = reduceSession(running, { type: 'mutation-unsettled', error, stamp: 300 })
    expect(machine).toMatchObject({ asOf: 300, unsettled: true })
    expect(machine.state).toMatchObject({ status: 'signed-in', pending: undefined, stale: true, error })
  })
})

describe('an end', () => {
  test('of one sign-in leaves the others, and nobody active', () => {
    const { state } = reduceSession(states['signed-in'], { type: 'signed-out', signInId: 'a', stamp: 200 })
    expect(state.container?.signIns.map(({ id }) => id)).toEqual(['b'])
    expect(state.container?.activeSignIn).toBeUndefined()
    expect(state.pending).toBe('sign-out')
  })

  test('of a dormant sign-in leaves the active one', () => {
    const { state } = reduceSession(states['signed-in'], { type: 'signed-out', signInId: 'b', stamp: 200 })
    expect(state.container?.activeSignIn?.id).toBe('a')
  })

  test('in another tab makes nothing pending here', () => {
    const event = { type: 'signed-out', signInId: undefined, stamp: 200, foreign: true } as const
    expect(reduceSession(states['signed-in'], event).state.pending).toBeUndefined()
  })

  test('that is older than the truth is not heard of', () => {
    const machine = states['signed-in']
    for (const stamp of [50, 100]) {
      expect(reduceSession(machine, { type: 'signed-out', foreign: true, signInId: undefined, stamp })).toBe(machine)
    }
  })

  test('makes an answer that was asked for before it old', () => {
    const ended = reduceSession(states['signed-in'], { type: 'signed-out', signInId: undefined, stamp: 200 })
    expect(reduceSession(ended, heard(both, 199))).toBe(ended)
    const expired = reduceSession(states['signed-in'], { type: 'sign-in-expired', signInId: 'a', stamp: 200 })
    expect(reduceSession(expired, heard(both, 199))).toBe(expired)
  })

  test('of an earlier sign-in does not end the present one', () => {
    const machine = states['signed-in']
    expect(reduceSession(machine, { type: 'sign-in-expired', signInId: 'b', stamp: 200 })).toBe(machine)
  })
})

describe('what is remembered', () => {
  test('is shown as old and not trusted', () => {
    const machine = reduceSession(states.loading, { type: 'remembered', container: both })
    expect(machine).toMatchObject({ unsettled: true, asOf: 0 })
    expect(machine.state).toMatchObject({ status: 'signed-in', stale: true })
  })

  test('is replaced by any answer', () => {
    const machine = played(states.loading, { type: 'remembered', container: both }, heard(nobody, 1))
    expect(machine).toMatchObject({ unsettled: false })
    expect(machine.state).toMatchObject({ status: 'signed-out', stale: false })
  })
})

describe('changes in other tabs', () => {
  const started = (from: string): SessionEvent => ({ type: 'foreign-change-started', from })
  const ended = (from: string, doubt = false): SessionEvent => ({
    type: 'foreign-change-ended',
    from,
    doubt,
    stamp: 300,
  })

  test('are awaited until each has ended', () => {
    const machine = played(states['signed-in'], started('x'), started('y'), started('x'), ended('x'))
    expect(machine.awaiting).toEqual(['y'])
    expect(reduceSession(machine, ended('y')).awaiting).toEqual([])
  })

  test('told of twice change nothing', () => {
    const machine = reduceSession(states['signed-in'], started('x'))
    expect(reduceSession(machine, started('x'))).toBe(machine)
  })

  test('leave the state as it is, with doubt or without', () => {
    for (const doubt of [true, false]) {
      const machine = played(states['signed-in'], started('x'), ended('x', doubt))
      expect(machine.state).toBe(states['signed-in'].state)
      expect(machine.unsettled).toBe(doubt)
    }
  })
})

test('a client starts with what a server rendered', () => {
  expect(initialMachine(both).state.status).toBe('signed-in')
  expect(initialMachine(nobody).state.status).toBe('signed-out')
  expect(initialMachine().state).toEqual({
    status: 'loading',
    container: undefined,
    pending: undefined,
    stale: false,
    error: undefined,
  })
})
