import { computed } from 'nanostores'
import { describe, expect, test } from 'vitest'
import type { SessionContainer } from '../../../src/model/session.js'
import type { SessionEvent } from '../../../src/session/state/machine.js'
import type { Transition } from '../../../src/session/state/store.js'
import { aContainer, anAnswer, aSignIn, collectReports, follow, pass, setUp, setUpStore } from '../../set-up.js'

const a = aContainer([aSignIn('a')])
const b = aContainer([aSignIn('b')])
const heard = (container: SessionContainer, askedAt: number): SessionEvent => ({
  type: 'answer-received',
  answer: anAnswer(container, askedAt),
})
const signedOut = (at: number): SessionEvent => ({ type: 'signed-out', signInIds: ['a', 'b'], at })
const mistake = new Error('A mistake of the app')
const fail = () => {
  throw mistake
}

describe('a commit', () => {
  test('is seen by every listener of every selection in one instant', () => {
    const { store } = setUpStore(a)
    const $id = store.select(({ container }) => container?.activeSignIn?.id)
    const $count = store.select(({ container }) => container?.signIns.length)
    const seen: unknown[] = []
    const look = () =>
      seen.push([
        store.$state.get().container?.activeSignIn?.id,
        $id.get(),
        $count.get(),
        store.context()?.signInId,
        store.epoch(),
      ])
    // Each with a function of its own: nanostores calls one that is given twice only once in a commit.
    store.$state.listen(() => look())
    $id.listen(() => look())
    $count.listen(() => look())
    store.onTransition(look)
    store.apply(heard(aContainer([aSignIn('b'), aSignIn('c')]), 2))
    expect(seen).toEqual(Array(4).fill(['b', 'b', 2, 'b', 1]))
  })

  test('is seen in the same instant by what takes part in it', () => {
    const { store } = setUpStore(a)
    let synced: string | undefined
    store.enlist(() => {
      synced = store.context()?.signInId
    })
    const seen: unknown[] = []
    store.$state.listen(() => seen.push(synced))
    store.apply(heard(b, 2))
    expect(seen).toEqual(['b'])
  })

  test('of an equal session notifies no listener', () => {
    const { store } = setUpStore(a)
    const $container = store.select(({ container }) => container)
    let notified = 0
    store.$state.listen(() => notified++)
    $container.listen(() => notified++)
    store.apply(heard(a, 2))
    store.apply(heard(a, 3))
    expect(notified).toBe(0)
    expect(store.machine().freshness.shown?.askedAt).toBe(3)
  })

  test('notifies only those whose selection changed', () => {
    const { store } = setUpStore(a)
    const $id = store.select(({ container }) => container?.id)
    let notified = 0
    $id.listen(() => notified++)
    store.apply(heard(b, 2))
    expect(notified).toBe(0)
  })

  test('that changes nothing at all is no transition', () => {
    const { store } = setUpStore(a)
    const events: string[] = []
    store.onTransition(({ event }) => events.push(event.type))
    store.apply(heard(b, 3))
    store.apply(heard(a, 2))
    store.apply({ type: 'sign-in-expired', signInId: 'a', at: 4 })
    expect(events).toEqual(['answer-received'])
  })

  test('says what became of the event, what was before and after, and whether the context changed', () => {
    const { store } = setUpStore(a)
    const transitions: Transition[] = []
    store.onTransition((transition) => transitions.push(transition))
    const outcomes = [
      heard(b, 2),
      { type: 'foreign-change-started', from: 'tab' } as const,
      heard(a, 1),
      signedOut(3),
      heard(b, 3),
    ].map(store.apply)
    expect(outcomes).toEqual(['applied', 'applied', 'older', 'applied', 'older'])
    expect(transitions.map(({ outcome, contextChanged, ending }) => [outcome, contextChanged, ending])).toEqual([
      ['applied', true, undefined],
      ['applied', false, undefined],
      ['applied', true, 'here'],
      // Kept, since it may be newer than the next one.
      ['older', false, undefined],
    ])
    expect(transitions[0]?.before.container).toEqual(a)
    expect(transitions[0]?.after.container).toEqual(b)
  })

  test('raises the epoch exactly when the context changes, also when it changes back', () => {
    const { store } = setUpStore(a)
    store.apply(heard(a, 2))
    store.apply({ type: 'doubted', at: 2 })
    expect(store.epoch()).toBe(0)
    store.apply(heard(b, 3))
    store.apply(heard(a, 4))
    expect(store.epoch()).toBe(2)
    store.apply(signedOut(5))
    expect(store.epoch()).toBe(3)
  })

  test('tells an expiry by the time of the server', () => {
    const { store, clock, serverClock } = setUpStore(
      aContainer([aSignIn('a', { expiresAtMs: Date.now() + 86_400_000 })]),
    )
    const nowMs = clock.now()
    serverClock.learn(nowMs + 100 * 365 * 86_400_000, nowMs, nowMs)
    store.apply(heard(aContainer([]), 2))
    expect(store.$state.get().ended?.reason).toBe('expired')
  })
})

describe('a listener that throws', () => {
  test('harms no other, whatever it listens to', () => {
    const reported = collectReports()
    const { store } = setUpStore(a)
    const seen: string[] = []
    store.$state.listen(fail)
    store.onTransition(fail)
    store.$state.listen(() => seen.push('state'))
    store.onTransition(() => seen.push('transition'))
    expect(() => store.apply(heard(b, 2))).not.toThrow()
    expect(seen).toEqual(['state', 'transition'])
    expect(reported).toEqual([mistake, mistake])
    store.apply(heard(a, 3))
    expect(seen).toEqual(['state', 'transition', 'state', 'transition'])
  })

  test.each([
    ['computes a store derived from ours', 'compute'],
    ['listens to a store derived from ours', 'listen'],
  ])('when it %s, is reported, and every other value and event goes on', async (_, where) => {
    const reported = collectReports()
    const { store } = setUpStore(a)
    const $id = store.select(({ container }) => container?.activeSignIn?.id)
    const $derived = computed($id, (id) => (where === 'compute' && id !== 'a' ? fail() : id))
    $derived.listen(where === 'listen' ? fail : () => {})
    const seen: unknown[] = []
    const $other = store.select(({ container }) => container?.activeSignIn?.id)
    $other.listen((id) => seen.push(id))
    store.onTransition(({ after }) => seen.push(after.container?.activeSignIn?.id))

    expect(store.apply(heard(b, 2))).toBe('applied')
    expect(seen).toEqual(['b', 'b'])
    expect(reported).toEqual([mistake])
    expect([$id.get(), $other.get(), store.context()?.signInId]).toEqual(['b', 'b', 'b'])

    store.apply({ type: 'mutation-started', kind: 'k' })
    const quiet = follow(store.whenQuiet())
    store.apply({ type: 'mutation-refused', error: undefined as never, next: undefined })
    await pass()
    expect(quiet.settled).toBe(true)
    seen.length = 0
    store.apply(heard(aContainer([aSignIn('c')]), 3))
    expect(seen).toEqual(['c', 'c'])
  })

  test('does not stop a sign-in of the client', async () => {
    const reported = collectReports()
    const { open } = setUp()
    const { client, signIn, shown } = await open()
    client.$session.listen(fail)
    client.$view.listen(fail)
    computed(client.$user, (user) => user && fail()).listen(() => {})
    client.on('signed-in', fail)
    client.on('context-changed', fail)
    await signIn('ada')
    expect(shown().who).toBe('ada')
    expect(await client.getToken()).toBeTypeOf('string')
    expect(reported.length).toBeGreaterThan(0)
  })
})

describe('a listener that causes the next commit', () => {
  const causes: readonly [string, (listener: (id: string | undefined) => void) => ReturnType<typeof setUpStore>][] = [
    [
      'of a transition',
      (listener) => {
        const stage = setUpStore(a)
        stage.store.onTransition(({ after }) => listener(after.container?.activeSignIn?.id))
        return stage
      },
    ],
    [
      'of a value',
      (listener) => {
        const stage = setUpStore(a)
        stage.store.$state.listen(({ container }) => listener(container?.activeSignIn?.id))
        return stage
      },
    ],
  ]

  test.each(causes)('%s sees it at once; all others hear of both in order', (_, setUpCause) => {
    const order: unknown[] = []
    const { store } = setUpCause((id) => {
      if (id !== 'b') return
      store.apply(signedOut(5))
      expect(store.context()).toBeUndefined()
      expect(store.$state.get().status).toBe('signed-out')
    })
    store.onTransition(({ event, before, after }) => order.push([event.type, before.status, after.status]))
    store.apply(heard(b, 2))
    expect(order).toEqual([
      ['answer-received', 'signed-in', 'signed-in'],
      ['signed-out', 'signed-in', 'signed-out'],
    ])
  })
})

describe('quiet', () => {
  test('is waited for while a change is under way, here or in another tab', async () => {
    const { store } = setUpStore(a)
    store.apply({ type: 'foreign-change-started', from: 'x' })
    store.apply({ type: 'mutation-started', kind: 'k' })
    const quiet = follow(store.whenQuiet())
    const idle = follow(store.whenIdle())
    const answer = anAnswer(a, 3)
    store.apply({ type: 'mutation-committed', answer, settledAt: 2, error: undefined, next: undefined })
    await pass()
    expect([quiet.settled, idle.settled]).toEqual([false, true])
    store.apply({ type: 'foreign-change-ended', from: 'x' })
    await pass()
    expect(quiet.settled).toBe(true)
  })

  test('is waited for until the last of several changes in a row', async () => {
    const { store } = setUpStore(a)
    store.apply({ type: 'mutation-started', kind: 'first' })
    const quiet = follow(store.whenQuiet())
    store.apply({ type: 'mutation-refused', error: undefined as never, next: 'second' })
    await pass()
    expect(quiet.settled).toBe(false)
    store.apply({ type: 'mutation-refused', error: undefined as never, next: undefined })
    await pass()
    expect(quiet.settled).toBe(true)
  })

  test('is at once where nothing is under way', async () => {
    const { store } = setUpStore()
    const waits = [follow(store.whenQuiet()), follow(store.whenIdle())]
    await pass()
    expect(waits.map(({ settled }) => settled)).toEqual([true, true])
  })
})

test('it is certain what is shown as long as nothing is under way and nothing may have changed since', () => {
  const { store } = setUpStore()
  const certainAfter = (event: SessionEvent) => {
    store.apply(event)
    return store.isCertain()
  }
  expect(store.isCertain()).toBe(false)
  expect(certainAfter(heard(a, 2))).toBe(true)
  expect(certainAfter({ type: 'doubted', at: 3 })).toBe(false)
  expect(certainAfter(heard(a, 4))).toBe(true)
  expect(certainAfter({ type: 'foreign-change-started', from: 'x' })).toBe(false)
  expect(certainAfter({ type: 'foreign-change-ended', from: 'x' })).toBe(true)
  expect(certainAfter({ type: 'mutation-started', kind: 'k' })).toBe(false)
})

test('the view of a page is equal as long as nothing in it differs', async () => {
  const { openAs } = setUp()
  const { client } = await openAs(['ada'])
  let notified = 0
  client.$view.listen(() => notified++)
  await client.refetch()
  expect(notified).toBe(0)
  expect(client.$view.get()).toEqual({ loading: false, session: client.$session.get(), error: undefined })
})
