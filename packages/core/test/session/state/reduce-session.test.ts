import { describe, expect, test } from 'vitest'
import { SessionError } from '../../../src/errors.js'
import type { SessionContainer } from '../../../src/model/session.js'
import type { SessionStatus } from '../../../src/model/session-state.js'
import {
  initialMachine,
  isCertain,
  isQuiet,
  type Outcome,
  type SessionEvent,
  type SessionMachine,
  type Step,
} from '../../../src/session/state/machine.js'
import { reduceSession } from '../../../src/session/state/reduce-session.js'
import { aContainer, anAnswer, aSignIn } from '../../set-up.js'

const error = new SessionError('offline', 'No network')
const a = aSignIn('a')
const b = aSignIn('b')
const both = aContainer([a, b])
const justB = aContainer([b])
const bDormant = aContainer([b], { activeSignIn: undefined })
const nobody = aContainer([], { activeSignIn: undefined })

const step = (machine: SessionMachine, event: SessionEvent): Step => reduceSession(machine, event, 0)
const played = (machine: SessionMachine, ...events: readonly SessionEvent[]) =>
  events.reduce((before, event) => step(before, event).machine, machine)
const outcomeOf = (machine: SessionMachine, event: SessionEvent): Outcome => step(machine, event).outcome
/** Who is active and who is listed, as far as the machine shows it. */
const who = ({ state }: SessionMachine) => [
  state.container?.activeSignIn?.id,
  state.container?.signIns.map(({ id }) => id).join(' '),
]

const heard = (container = both, askedAt = 200, heardAt = askedAt): SessionEvent => ({
  type: 'answer-received',
  answer: anAnswer(container, askedAt, heardAt),
})
const overheard = (container = both, askedAt = 200, heardAt = askedAt): SessionEvent => ({
  type: 'answer-received',
  answer: anAnswer(container, askedAt, heardAt),
  from: 'tab',
})
const failed = (askedAt = 200): SessionEvent => ({ type: 'retrieval-failed', error, askedAt })
const started: SessionEvent = { type: 'mutation-started', kind: 'switch-organization' }
const doubted = (at: number): SessionEvent => ({ type: 'doubted', at })
const refused: SessionEvent = { type: 'mutation-refused', error, next: undefined }
const committed = (
  answer = anAnswer(both, 210, 220),
  settledAt = 200,
  patch: { readonly error?: SessionError; readonly next?: string; readonly from?: string } = {},
): SessionEvent => ({ type: 'mutation-committed', answer, settledAt, error: undefined, next: undefined, ...patch })
const signedOut = (signInIds: readonly string[], at = 200): SessionEvent => ({ type: 'signed-out', signInIds, at })

const signedIn = played(initialMachine(), heard(both, 100, 120))
const changing = played(signedIn, started)

/** Every state a client can be in, made by the events that lead there. */
const states: Readonly<Record<SessionStatus, SessionMachine>> = {
  loading: initialMachine(),
  unavailable: played(initialMachine(), failed(50)),
  'signed-out': played(initialMachine(), heard(nobody, 100, 120)),
  'signed-in': signedIn,
}
const same = {
  loading: 'loading',
  unavailable: 'unavailable',
  'signed-out': 'signed-out',
  'signed-in': 'signed-in',
} as const
const all = (status: SessionStatus) => ({
  loading: status,
  unavailable: status,
  'signed-out': status,
  'signed-in': status,
})

/** Every event with the status it leads to from each state. */
const table: readonly (readonly [SessionEvent, Readonly<Record<SessionStatus, SessionStatus>>])[] = [
  [heard(both), all('signed-in')],
  [heard(nobody), all('signed-out')],
  // Before the first answer of our own it is not known whose this is.
  [overheard(both), { ...all('signed-in'), loading: 'loading', unavailable: 'unavailable' }],
  [
    { type: 'remembered', container: both },
    { ...same, loading: 'signed-in' },
  ],
  [
    { type: 'remembered', container: nobody },
    { ...same, loading: 'signed-out' },
  ],
  [failed(200), { ...same, loading: 'unavailable' }],
  [started, same],
  [committed(), all('signed-in')],
  [committed(anAnswer(nobody, 210), 200, { from: 'tab' }), { ...same, 'signed-in': 'signed-out' }],
  [refused, same],
  [
    { type: 'mutation-unsettled', error, at: 200, next: undefined },
    { ...same, loading: 'unavailable' },
  ],
  [
    { type: 'sign-in-expired', signInId: 'a', at: 200 },
    { ...same, 'signed-in': 'signed-out' },
  ],
  [{ type: 'sign-in-expired', signInId: 'b', at: 200 }, same],
  [signedOut(['a', 'b']), { ...same, 'signed-in': 'signed-out' }],
  [signedOut(['a']), { ...same, 'signed-in': 'signed-out' }],
  [signedOut(['b']), same],
  [
    { type: 'signed-out', signInIds: ['a'], at: 200, from: 'tab' },
    { ...same, 'signed-in': 'signed-out' },
  ],
  [
    { type: 'sign-out-noted', signInIds: ['a'], at: 200 },
    { ...same, 'signed-in': 'signed-out' },
  ],
  [{ type: 'sign-out-refused', signInIds: ['a'] }, same],
  [doubted(200), same],
  [{ type: 'clock-set-back', at: 10 }, same],
  [{ type: 'foreign-change-started', from: 'tab' }, same],
  [{ type: 'foreign-change-ended', from: 'tab', doubtedAt: 200 }, same],
]

describe.each(Object.entries(states) as [SessionStatus, SessionMachine][])('a client that is %s', (from, machine) => {
  test.each(table.map(([event, to]) => ({ event, to: to[from], type: event.type })))(
    'is $to after $type',
    ({ event, to }) => {
      expect(played(machine, event).state.status).toBe(to)
    },
  )

  test.each(table.map(([event]) => event))('never has a session that its status denies, after $type', (event) => {
    const { status, container, ended } = played(machine, event).state
    expect(status === 'signed-in').toBe(container?.activeSignIn !== undefined)
    if (status === 'signed-in') expect(ended).toBeUndefined()
  })

  test.each(table.map(([event]) => event))('is not changed in place by $type', (event) => {
    const before = structuredClone(machine)
    step(machine, event)
    expect(structuredClone(machine)).toEqual(before)
  })
})

describe('what becomes of an event', () => {
  const awaiting = played(signedIn, { type: 'foreign-change-started', from: 'tab' })
  const ending = played(signedIn, signedOut(['a']))

  test.each<[string, Outcome, SessionMachine, SessionEvent]>([
    ['a newer answer', 'applied', signedIn, heard(nobody, 121)],
    ['an equal answer', 'applied', signedIn, heard(both, 121)],
    ['an equal answer that overlaps', 'applied', signedIn, heard(both, 110, 130)],
    ['another answer that overlaps', 'unordered', signedIn, heard(nobody, 110, 130)],
    ['an older answer', 'older', signedIn, heard(nobody, 80, 90)],
    ['an answer asked for before a doubt', 'older', played(signedIn, doubted(200)), heard(nobody, 200, 210)],
    ['an answer while a change is under way', 'held', changing, heard(nobody)],
    ['an answer of another tab while a change is under way', 'held', changing, overheard(nobody)],
    ['an answer of another tab before the first of ours', 'held', initialMachine(), overheard(nobody)],
    ['an answer of another tab', 'applied', signedIn, overheard(nobody)],
    ['an answer while another tab changes something', 'applied', awaiting, heard(nobody)],
    ['a commit with a newer answer', 'applied', changing, committed()],
    ['a commit with an answer of before', 'older', changing, committed(anAnswer(both, 200, 220), 200)],
    ['a commit of another tab', 'applied', awaiting, committed(anAnswer(nobody, 210), 200, { from: 'tab' })],
    ['a commit of another tab during a change', 'held', changing, committed(anAnswer(), 200, { from: 'tab' })],
    [
      'what is remembered, where nothing is known',
      'applied',
      initialMachine(),
      { type: 'remembered', container: both },
    ],
    ['what is remembered, where something is known', 'unchanged', signedIn, { type: 'remembered', container: both }],
    ['a failure', 'applied', signedIn, failed()],
    ['a failure of before what is shown', 'unchanged', signedIn, failed(120)],
    ['a failure of before a doubt', 'unchanged', played(signedIn, doubted(200)), failed(200)],
    ['the end of the active sign-in', 'applied', signedIn, { type: 'sign-in-expired', signInId: 'a', at: 200 }],
    ['the end of another sign-in', 'unchanged', signedIn, { type: 'sign-in-expired', signInId: 'b', at: 200 }],
    ['a note of a sign-out', 'applied', signedIn, { type: 'sign-out-noted', signInIds: ['a'], at: 200 }],
    ['a note of what was signed out', 'unchanged', ending, { type: 'sign-out-noted', signInIds: ['a'], at: 200 }],
    ['a change of another tab', 'applied', signedIn, { type: 'foreign-change-started', from: 'tab' }],
    ['a change that was announced twice', 'unchanged', awaiting, { type: 'foreign-change-started', from: 'tab' }],
    ['the end of a foreign change', 'applied', awaiting, { type: 'foreign-change-ended', from: 'tab' }],
  ])('%s is %s', (_, outcome, machine, event) => {
    const result = step(machine, event)
    expect(result.outcome).toBe(outcome)
    if (outcome === 'unchanged' || outcome === 'older') expect(result.machine.state).toBe(machine.state)
  })
})

describe('an answer', () => {
  test('of an equal session keeps every reference', () => {
    const machine = played(signedIn, heard(structuredClone(both), 200, 210))
    expect(machine.state).toBe(signedIn.state)
    expect(machine.freshness.shown).toEqual({ askedAt: 200, heardAt: 210 })
  })

  test('keeps the references of what did not change', () => {
    const { state } = played(signedIn, heard(aContainer([{ ...a, city: 'Paris' }, b], { activeSignIn: b })))
    expect(state.container?.signIns[1]).toBe(signedIn.state.container?.signIns[1])
    expect(state.container?.signIns[0]).not.toBe(signedIn.state.container?.signIns[0])
  })

  test('clears error and staleness and ends doubt', () => {
    const doubting = played(signedIn, failed(), doubted(250))
    expect(isCertain(doubting)).toBe(false)
    const machine = played(doubting, heard(both, 300))
    expect(isCertain(machine)).toBe(true)
    expect(machine.state).toMatchObject({ error: undefined, stale: false, pending: undefined })
  })

  test('is kept as it came, for those who keep it in a store', () => {
    const answer = anAnswer(nobody, 200)
    expect(played(signedIn, { type: 'answer-received', answer }).answer).toBe(answer)
    expect(played(changing, { type: 'answer-received', answer }).answer).toBe(signedIn.answer)
  })

  test('that may be of before or after what is shown leaves it as it is, in doubt until a later one', () => {
    const machine = played(signedIn, heard(nobody, 120, 130))
    expect(machine.state).toBe(signedIn.state)
    expect(isCertain(machine)).toBe(false)
    expect(outcomeOf(machine, heard(nobody, 130, 140))).toBe('older')
    expect(who(played(machine, heard(nobody, 131, 140)))).toEqual([undefined, ''])
  })

  test('that overlaps and says the same makes what is shown as fresh as it is', () => {
    const machine = played(signedIn, heard(both, 110, 130))
    expect(machine.state).toBe(signedIn.state)
    expect(isCertain(played(machine, doubted(105)))).toBe(true)
    expect(outcomeOf(machine, heard(nobody, 125, 140))).toBe('unordered')
  })

  test('asked for before a doubt arose does not end it', () => {
    const doubts: SessionEvent[] = [
      doubted(200),
      { type: 'foreign-change-ended', from: 'tab', doubtedAt: 200 },
      { type: 'mutation-unsettled', error, at: 200, next: undefined },
    ]
    for (const doubt of doubts) {
      const doubting = played(signedIn, doubt)
      expect(isCertain(doubting)).toBe(false)
      expect(isCertain(played(doubting, heard(both, 199, 300)))).toBe(false)
      expect(isCertain(played(doubting, heard(both, 200, 300)))).toBe(false)
      expect(isCertain(played(doubting, heard(both, 201, 300)))).toBe(true)
    }
  })

  test('that came since is not made old by an earlier doubt', () => {
    expect(isCertain(played(signedIn, doubted(99)))).toBe(true)
    expect(isCertain(played(signedIn, doubted(100)))).toBe(false)
  })
})

describe('an answer of another tab before the first of ours', () => {
  const waiting = played(initialMachine(), overheard(justB, 50, 60))

  test('is not shown', () => {
    expect(waiting.state).toMatchObject({ status: 'loading', container: undefined })
  })

  test('is taken instead of ours when it is the newer one', () => {
    const machine = played(waiting, heard(both, 30, 49))
    expect(who(machine)).toEqual(['b', 'b'])
    expect(machine.freshness.shown).toEqual({ askedAt: 50, heardAt: 60 })
  })

  test('gives way to ours when that is the newer one', () => {
    expect(who(played(waiting, heard(both, 61, 70)))).toEqual(['a', 'a b'])
  })

  test('that overlaps with ours and says another thing makes us ask again', () => {
    const answer = heard(both, 40, 55)
    expect(outcomeOf(waiting, answer)).toBe('unordered')
    const machine = played(waiting, answer)
    expect(machine.state.container).toBeUndefined()
    expect(outcomeOf(machine, heard(both, 60, 70))).toBe('older')
    expect(who(played(machine, heard(both, 61, 70)))).toEqual(['a', 'a b'])
  })

  test('that overlaps with ours and says the same is no reason to ask again', () => {
    expect(outcomeOf(waiting, heard(justB, 40, 55))).toBe('applied')
  })

  test('of another browser session is forgotten with our first answer', () => {
    const stranger = played(initialMachine(), overheard(aContainer([b], { id: 'other' }), 50, 60))
    const machine = played(stranger, heard(both, 30, 49))
    expect(who(machine)).toEqual(['a', 'a b'])
    expect(machine.overheard).toEqual([])
  })

  test('counts when it is the newest of several, in whatever order they come', () => {
    for (const answers of [
      [overheard(justB, 50, 60), overheard(nobody, 70, 80)],
      [overheard(nobody, 70, 80), overheard(justB, 50, 60)],
    ])
      expect(who(played(initialMachine(), ...answers, heard(both, 30, 49)))).toEqual([undefined, ''])
  })

  test('counts although another one that it overlaps with comes later', () => {
    for (const answers of [
      [overheard(justB, 50, 60), overheard(both, 20, 70)],
      [overheard(both, 20, 70), overheard(justB, 50, 60)],
    ]) {
      const machine = played(initialMachine(), ...answers)
      expect(outcomeOf(machine, heard(both, 21, 71))).toBe('unordered')
      expect(machine.overheard).toHaveLength(2)
    }
  })

  test('is kept no longer than it may be the newest', () => {
    const machine = played(
      initialMachine(),
      overheard(justB, 50, 60),
      overheard(both, 55, 70),
      overheard(nobody, 61, 80),
    )
    expect(machine.overheard.map(({ askedAt }) => askedAt)).toEqual([55, 61])
  })

  test('is old when something may have changed since', () => {
    expect(outcomeOf(played(waiting, doubted(60)), heard(both, 30, 49))).toBe('older')
    expect(who(played(waiting, doubted(60), heard(both, 61, 70)))).toEqual(['a', 'a b'])
  })

  test('that was dropped for its age may have been read later than the first one to be shown', () => {
    const late = played(initialMachine(), doubted(40), heard(nobody, 30, 70))
    expect(outcomeOf(late, heard(both, 50, 80))).toBe('unordered')
    expect(outcomeOf(late, heard(nobody, 50, 80))).toBe('applied')
    expect(outcomeOf(late, heard(both, 71, 80))).toBe('applied')
  })

  test('is not shown either after the clock was set back', () => {
    const machine = played(initialMachine(), { type: 'clock-set-back', at: 10 })
    expect(outcomeOf(machine, overheard(aContainer([b], { id: 'other' }), 50, 60))).toBe('held')
  })

  test('is shown where a server rendered the page', () => {
    const rendered = initialMachine({ container: both, isOld: false })
    expect(who(played(rendered, overheard(nobody, 50, 60)))).toEqual([undefined, ''])
  })
})

describe('an answer of another tab during a change', () => {
  test('is taken with the commit when it is the newer one', () => {
    const machine = played(changing, overheard(justB, 230, 240), committed(anAnswer(both, 210, 220)))
    expect(who(machine)).toEqual(['b', 'b'])
    expect(machine.state.pending).toBeUndefined()
  })

  test('gives way to the commit when that is the newer one', () => {
    const machine = played(changing, overheard(justB, 202, 204), committed(anAnswer(both, 210, 220)))
    expect(who(machine)).toEqual(['a', 'a b'])
  })

  test('that overlaps with the answer of the commit makes us ask again, and the change stays under way', () => {
    const machine = played(changing, overheard(justB, 205, 215))
    expect(outcomeOf(machine, committed())).toBe('unordered')
    expect(played(machine, committed()).state).toBe(changing.state)
  })

  test('of before the change was answered says nothing', () => {
    const machine = played(changing, overheard(justB, 200, 205))
    expect(outcomeOf(machine, committed(anAnswer(both, 204, 220), 201))).toBe('applied')
  })

  test('counts when the change is refused: what is shown is not taken for sure without it', () => {
    const machine = played(changing, overheard(nobody, 205, 215), refused)
    expect(isCertain(machine) && machine.state.status === 'signed-in').toBe(false)
  })

  test('counts when the outcome of the change is not known', () => {
    const unsettled: SessionEvent = { type: 'mutation-unsettled', error, at: 230, next: undefined }
    expect(isCertain(played(changing, overheard(nobody, 205, 215), unsettled))).toBe(false)
  })
})

describe('a failure to hear from the server', () => {
  test('keeps what is known and marks it stale', () => {
    const { state } = played(signedIn, failed())
    expect(state).toMatchObject({ status: 'signed-in', stale: true, error })
    expect(state.container).toBe(signedIn.state.container)
  })

  test('marks nothing stale where nothing is known', () => {
    expect(played(initialMachine(), failed()).state).toMatchObject({ status: 'unavailable', stale: false, error })
  })

  test('leaves what is shown as certain as it was', () => {
    expect(isCertain(played(signedIn, failed()))).toBe(true)
  })

  test('told twice keeps the state', () => {
    const once = played(signedIn, failed(200))
    expect(played(once, failed(201)).state).toBe(once.state)
  })
})

describe('a change', () => {
  test('shows while it runs, and nothing is certain meanwhile', () => {
    expect(changing.state.pending).toBe('switch-organization')
    expect([isQuiet(changing), isCertain(changing)]).toEqual([false, false])
  })

  test('that is committed shows its session, its error and nothing pending', () => {
    const machine = played(changing, committed(anAnswer(nobody, 300, 310), 250, { error }))
    expect(machine.state).toEqual({
      status: 'signed-out',
      container: nobody,
      pending: undefined,
      stale: false,
      error,
      ended: { reason: 'revoked', atMs: 310 },
    })
    expect(machine.freshness).toEqual({ shown: { askedAt: 300, heardAt: 310 }, doubtedAt: 250 })
    expect(isCertain(machine)).toBe(true)
  })

  test.each([
    { why: 'is of before it', answer: anAnswer(nobody, 200, 220), settledAt: 200, before: [] },
    { why: 'something overtook', answer: anAnswer(nobody, 210, 220), settledAt: 200, before: [doubted(215)] },
    {
      why: 'overlaps with another',
      answer: anAnswer(nobody, 210, 220),
      settledAt: 200,
      before: [overheard(both, 215)],
    },
  ])('whose answer $why stays under way', ({ answer, settledAt, before }) => {
    const machine = played(changing, ...before, committed(answer, settledAt, { error }))
    expect(machine.state).toBe(changing.state)
    expect(isQuiet(machine)).toBe(false)
    expect(isCertain(played(machine, refused))).toBe(false)
  })

  test('is followed by the next one in the same instant', () => {
    for (const event of [
      committed(anAnswer(both, 210, 220), 200, { next: 'sign-in' }),
      { ...refused, next: 'sign-in' } as const,
      { type: 'mutation-unsettled', error, at: 200, next: 'sign-in' } as const,
    ])
      expect(played(changing, event).state.pending).toBe('sign-in')
  })

  test('that is refused keeps the session and says why', () => {
    const machine = played(changing, refused)
    expect(machine.state).toMatchObject({ status: 'signed-in', pending: undefined, stale: false, error })
    expect(machine.state.container).toBe(signedIn.state.container)
    expect(isCertain(machine)).toBe(true)
  })

  test('without an answer leaves the truth in doubt', () => {
    const machine = played(changing, { type: 'mutation-unsettled', error, at: 300, next: undefined })
    expect(isCertain(machine)).toBe(false)
    expect(machine.state).toMatchObject({ status: 'signed-in', pending: undefined, stale: true, error })
    expect(outcomeOf(machine, heard(both, 300))).toBe('older')
  })
})

describe('an end', () => {
  test('of one sign-in leaves the others, and no account active', () => {
    expect(who(played(signedIn, signedOut(['a'])))).toEqual([undefined, 'b'])
  })

  test('of a dormant sign-in leaves the active one', () => {
    expect(who(played(signedIn, signedOut(['b'])))).toEqual(['a', 'a'])
  })

  test('makes nothing pending by itself', () => {
    expect(played(signedIn, signedOut(['a'])).state.pending).toBeUndefined()
  })

  test('leaves the truth in doubt until an answer that was asked for after it', () => {
    const machine = played(signedIn, signedOut(['a'], 200))
    expect(isCertain(machine)).toBe(false)
    expect(outcomeOf(machine, heard(justB, 200))).toBe('older')
    expect(isCertain(played(machine, heard(justB, 201)))).toBe(true)
  })

  test('is told before anything is known', () => {
    expect(who(played(initialMachine(), signedOut(['a']), heard(both, 300)))).toEqual([undefined, 'b'])
  })

  test('by the clock needs no answer to be certain', () => {
    const machine = played(signedIn, { type: 'sign-in-expired', signInId: 'a', at: 200 })
    expect(who(machine)).toEqual([undefined, 'b'])
    expect(isCertain(machine)).toBe(true)
    expect(outcomeOf(machine, heard(both, 150, 160))).toBe('older')
    expect(outcomeOf(machine, heard(both, 150, 210))).toBe('unordered')
  })

  test('by the clock does not end a doubt', () => {
    const expired: SessionEvent = { type: 'sign-in-expired', signInId: 'a', at: 200 }
    expect(isCertain(played(signedIn, doubted(150), expired))).toBe(false)
  })

  test('by the clock does not keep a sign-in away that the server goes on to list', () => {
    const machine = played(signedIn, { type: 'sign-in-expired', signInId: 'a', at: 200 }, heard(both, 201))
    expect(who(machine)).toEqual(['a', 'a b'])
  })
})

describe('sign-ins that were signed out', () => {
  const listing: readonly [string, (machine: SessionMachine, container: SessionContainer) => SessionMachine][] = [
    ['an answer', (machine, container) => played(machine, heard(container, 300))],
    ['an answer of another tab', (machine, container) => played(machine, overheard(container, 300))],
    [
      'the answer of a commit',
      (machine, container) => played(machine, started, committed(anAnswer(container, 300), 290)),
    ],
    [
      'the answer of a commit of another tab',
      (machine, container) => played(machine, committed(anAnswer(container, 300), 290, { from: 'tab' })),
    ],
    [
      'an answer that was overheard',
      (machine, container) =>
        played(machine, started, overheard(container, 300, 310), committed(anAnswer(nobody, 280, 290), 270)),
    ],
  ]
  const endings: readonly [string, SessionEvent][] = [
    ['here', signedOut(['a'])],
    ['in another tab', { type: 'signed-out', signInIds: ['a'], at: 200, from: 'tab' }],
    ['in another page', { type: 'sign-out-noted', signInIds: ['a'], at: 200 }],
  ]

  test.each(listing.flatMap(([by, list]) => endings.map(([where, ending]) => ({ by, list, where, ending }))))(
    '$where do not come back by $by',
    ({ list, ending }) => {
      expect(who(list(played(signedIn, ending), both))).toEqual([undefined, 'b'])
      expect(who(list(played(signedIn, ending), aContainer([a, b], { activeSignIn: b })))).toEqual(['b', 'b'])
    },
  )

  test('do not come back with what was remembered', () => {
    const machine = played(initialMachine(), signedOut(['a']), { type: 'remembered', container: both })
    expect(who(machine)).toEqual([undefined, 'b'])
  })

  test('compare as left out: an overlapping answer that still lists them says nothing else', () => {
    const machine = played(signedIn, signedOut(['a'], 200), heard(bDormant, 210, 230))
    expect(outcomeOf(machine, heard(both, 220, 240))).toBe('applied')
  })

  test('come back when the server refuses to end them', () => {
    const machine = played(signedIn, signedOut(['a'], 200), { type: 'sign-out-refused', signInIds: ['a'] })
    expect(who(machine)).toEqual([undefined, 'b'])
    expect(who(played(machine, heard(both, 201)))).toEqual(['a', 'a b'])
  })

  test('stay away each by itself', () => {
    const machine = played(signedIn, signedOut(['a']), signedOut(['b', 'a']), {
      type: 'sign-out-refused',
      signInIds: ['b'],
    })
    expect(machine.endedSignIns).toEqual(['a'])
  })

  test('that were noted elsewhere do not make old what is known of the others', () => {
    expect(isCertain(played(signedIn, { type: 'sign-out-noted', signInIds: ['b'], at: 200 }))).toBe(true)
  })
})

describe('how the last session ended', () => {
  test('is said with the instant it was learned', () => {
    expect(played(signedIn, signedOut(['a'], 200)).state.ended).toEqual({ reason: 'here', atMs: 200 })
    expect(played(signedIn, heard(nobody, 200, 230)).state.ended).toEqual({ reason: 'revoked', atMs: 230 })
  })

  test('tells an expiry by the time of the server', () => {
    const machine = played(initialMachine(), heard(aContainer([aSignIn('a', { expiresAtMs: 1_000 })]), 100))
    const reasonAt = (serverNowMs: number) =>
      reduceSession(machine, heard(nobody, 200), serverNowMs).machine.state.ended?.reason
    expect([reasonAt(999), reasonAt(1_000)]).toEqual(['revoked', 'expired'])
  })

  test('stays while no account is signed in, whatever else happens', () => {
    const ended = played(signedIn, signedOut(['a', 'b'], 200))
    const later = played(ended, failed(300), doubted(310), started, refused, heard(nobody, 400), heard(nobody, 500))
    expect(later.state.ended).toBe(ended.state.ended)
  })

  test('is gone with the next sign-in', () => {
    expect(played(signedIn, signedOut(['a', 'b'], 200), heard(aContainer([aSignIn('c')]), 300)).state.ended).toBe(
      undefined,
    )
  })

  test('is not said of an account that is not active', () => {
    expect(played(signedIn, signedOut(['b'])).state.ended).toBeUndefined()
  })
})

describe('what is remembered', () => {
  const machine = played(initialMachine(), { type: 'remembered', container: both })

  test('is shown as old and not believed', () => {
    expect(isCertain(machine)).toBe(false)
    expect(machine.state).toMatchObject({ status: 'signed-in', stale: true })
  })

  test('is replaced by any answer of our own', () => {
    const after = played(machine, heard(nobody, 1))
    expect(isCertain(after)).toBe(true)
    expect(after.state).toMatchObject({ status: 'signed-out', stale: false })
  })

  test('is not replaced by what another tab heard', () => {
    expect(outcomeOf(machine, overheard(nobody))).toBe('held')
  })
})

describe('a clock that was set back', () => {
  const machine = played(signedIn, { type: 'clock-set-back', at: 10 })

  test('leaves what is shown, in doubt until it is asked for again', () => {
    expect(machine.state).toBe(signedIn.state)
    expect(isCertain(machine)).toBe(false)
    expect(outcomeOf(machine, heard(nobody, 10))).toBe('older')
    expect(isCertain(played(machine, heard(nobody, 11)))).toBe(true)
  })

  test('makes void what was overheard before', () => {
    const before = played(changing, overheard(justB, 230, 240), { type: 'clock-set-back', at: 10 })
    expect(who(played(before, committed(anAnswer(both, 12), 11)))).toEqual(['a', 'a b'])
  })
})

describe('changes in other tabs', () => {
  const begun = (from: string): SessionEvent => ({ type: 'foreign-change-started', from })
  const over = (from: string, doubtedAt?: number): SessionEvent => ({
    type: 'foreign-change-ended',
    from,
    ...(doubtedAt !== undefined && { doubtedAt }),
  })

  test('are awaited until each has ended', () => {
    const machine = played(signedIn, begun('x'), begun('y'), begun('x'), over('x'))
    expect(machine.changingTabs).toEqual(['y'])
    expect([isQuiet(machine), isCertain(machine)]).toEqual([false, false])
    expect(isCertain(played(machine, over('y')))).toBe(true)
  })

  test('leave the state as it is, with doubt or without', () => {
    for (const doubtedAt of [undefined, 200]) {
      const machine = played(signedIn, begun('x'), over('x', doubtedAt))
      expect(machine.state).toBe(signedIn.state)
      expect(isCertain(machine)).toBe(doubtedAt === undefined)
    }
  })

  test('that are committed show their session, and end', () => {
    const machine = played(signedIn, begun('tab'), committed(anAnswer(justB, 210), 200, { from: 'tab' }), over('tab'))
    expect(who(machine)).toEqual(['b', 'b'])
    expect(isCertain(machine)).toBe(true)
  })

  test('that are committed leave a change of our own under way', () => {
    const machine = played(changing, begun('tab'), committed(anAnswer(justB, 210), 200, { from: 'tab' }), over('tab'))
    expect(machine.state).toBe(changing.state)
    expect(outcomeOf(machine, committed(anAnswer(both, 200, 215), 190))).toBe('older')
  })

  test('that are committed with an answer of before leave the truth in doubt', () => {
    const event = committed(anAnswer(justB, 130), 140, { from: 'tab' })
    expect(outcomeOf(signedIn, event)).toBe('older')
    expect(isCertain(played(signedIn, event))).toBe(false)
  })

  test('never show an error of theirs', () => {
    const machine = played(signedIn, committed(anAnswer(justB, 210), 200, { from: 'tab', error }))
    expect(machine.state.error).toBeUndefined()
  })
})

describe('a client starts', () => {
  test('with what a server rendered', () => {
    const rendered = initialMachine({ container: both, isOld: false })
    expect(rendered.state).toMatchObject({ status: 'signed-in', stale: false })
    expect(isCertain(rendered)).toBe(true)
    expect(initialMachine({ container: nobody, isOld: false }).state.status).toBe('signed-out')
  })

  test('in doubt of what a server rendered some time ago', () => {
    const rendered = initialMachine({ container: both, isOld: true })
    expect(rendered.state).toMatchObject({ status: 'signed-in', stale: true })
    expect(isCertain(rendered)).toBe(false)
    expect(isCertain(played(rendered, heard(both)))).toBe(true)
    expect(played(rendered, heard(both)).state.stale).toBe(false)
  })

  test('with nothing', () => {
    expect(initialMachine().state).toEqual({
      status: 'loading',
      container: undefined,
      pending: undefined,
      stale: false,
      error: undefined,
      ended: undefined,
    })
    expect(isCertain(initialMachine())).toBe(false)
  })
})
