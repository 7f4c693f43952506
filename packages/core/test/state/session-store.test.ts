import { describe, expect, test } from 'vitest'
import { isSettled, whenQuiet } from '../../src/state/session-store.js'
import { aContainer, aSignIn, collectReports, follow, pass, setUp, setUpStore } from '../set-up.js'

const a = aContainer([aSignIn('a')])
const b = aContainer([aSignIn('b')])
const heard = (container: typeof a, stamp: number) =>
  ({ type: 'snapshot-received', container: structuredClone(container), raw: 0, stamp, heard: stamp }) as const

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
    store.$state.listen(look)
    $id.listen(look)
    $count.listen(look)
    store.onTransition(look)
    store.apply(heard(aContainer([aSignIn('b'), aSignIn('c')]), 1))
    expect(seen).toEqual(Array(4).fill(['b', 'b', 2, 'b', 1]))
  })

  test('of an equal session notifies nobody', () => {
    const { store } = setUpStore(a)
    const $container = store.select(({ container }) => container)
    let notified = 0
    store.$state.listen(() => notified++)
    $container.listen(() => notified++)
    store.apply(heard(a, 1))
    store.apply(heard(a, 2))
    expect(notified).toBe(0)
    expect(store.machine().asOf).toBe(2)
  })

  test('notifies only those whose selection changed', () => {
    const { store } = setUpStore(a)
    const $id = store.select(({ container }) => container?.id)
    let notified = 0
    $id.listen(() => notified++)
    store.apply(heard(b, 1))
    expect(notified).toBe(0)
  })

  test('that changes nothing at all is no transition', () => {
    const { store } = setUpStore(a)
    const events: string[] = []
    store.onTransition(({ event }) => events.push(event.type))
    store.apply(heard(b, 1))
    store.apply(heard(b, 1))
    expect(events).toEqual(['snapshot-received'])
  })

  test('says what was before and after, and whether the context changed', () => {
    const { store } = setUpStore(a)
    const transitions: Parameters<Parameters<typeof store.onTransition>[0]>[0][] = []
    store.onTransition((transition) => transitions.push(transition))
    store.apply(heard(b, 1))
    store.apply({ type: 'mutation-started', kind: 'k' })
    store.apply({ type: 'signed-out', signInId: undefined, stamp: 2 })
    expect(transitions.map(({ contextChanged, ending }) => [contextChanged, ending])).toEqual([
      [true, undefined],
      [false, undefined],
      [true, 'here'],
    ])
    expect(transitions[0]?.before.container).toEqual(a)
    expect(transitions[0]?.after.container).toEqual(b)
  })

  test('raises the epoch exactly when the context changes', () => {
    const { store } = setUpStore(a)
    store.apply(heard(a, 1))
    store.apply({ type: 'doubted', stamp: 1 })
    expect(store.epoch()).toBe(0)
    store.apply(heard(b, 2))
    expect(store.epoch()).toBe(1)
    store.apply({ type: 'signed-out', signInId: undefined, stamp: 3 })
    expect(store.epoch()).toBe(2)
  })
})

describe('a listener that throws', () => {
  test('hurts nobody, whatever it listens to', () => {
    const reported = collectReports()
    const { store } = setUpStore(a)
    const mistake = new Error('A mistake of the app')
    const seen: string[] = []
    store.$state.listen(() => {
      throw mistake
    })
    store.onTransition(() => {
      throw mistake
    })
    store.$state.listen(() => seen.push('state'))
    store.onTransition(() => seen.push('transition'))
    expect(() => store.apply(heard(b, 1))).not.toThrow()
    expect(seen).toEqual(['state', 'transition'])
    expect(reported).toEqual([mistake, mistake])
    store.apply(heard(a, 2))
    expect(seen).toEqual(['state', 'transition', 'state', 'transition'])
  })

  test('does not stop a sign-in of the client', async () => {
    const reported = collectReports()
    const { open } = setUp()
    const { client, signIn, shown } = await open()
    const fail = () => {
      throw new Error('A mistake of the app')
    }
    client.$session.listen(fail)
    client.$view.listen(fail)
    client.on('signed-in', fail)
    client.on('context-changed', fail)
    await signIn('ada')
    expect(shown().who).toBe('ada')
    expect(await client.getToken()).toBeTypeOf('string')
    expect(reported.length).toBeGreaterThan(0)
  })
})

describe('a listener that causes the next commit', () => {
  test('sees it at once; everybody else hears of both in order', () => {
    const { store } = setUpStore(a)
    const order: (string | undefined)[] = []
    store.onTransition(({ event }) => {
      if (event.type !== 'snapshot-received') return
      store.apply({ type: 'signed-out', signInId: undefined, stamp: 5 })
      expect(store.context()).toBeUndefined()
    })
    store.onTransition(({ event }) => order.push(event.type))
    store.apply(heard(b, 1))
    expect(order).toEqual(['snapshot-received', 'signed-out'])
  })
})

describe('quiet', () => {
  test('is waited for while a change is under way, here or in another tab', async () => {
    const { store } = setUpStore(a)
    store.apply({ type: 'foreign-change-started', from: 'x' })
    store.apply({ type: 'mutation-started', kind: 'k' })
    const quiet = follow(whenQuiet(store))
    store.apply({ type: 'mutation-committed', container: a, raw: 0, stamp: 1, heard: 1, error: undefined })
    await pass()
    expect(quiet.settled).toBe(false)
    store.apply({ type: 'foreign-change-ended', from: 'x', doubt: false, stamp: 2 })
    await pass()
    expect(quiet.settled).toBe(true)
  })

  test('is at once where nothing is under way', async () => {
    const { store } = setUpStore()
    const quiet = follow(whenQuiet(store))
    await pass()
    expect(quiet.settled).toBe(true)
  })

  test('is settled when something is known for sure', () => {
    const { store } = setUpStore()
    expect(isSettled(store)).toBe(false)
    store.apply(heard(a, 1))
    expect(isSettled(store)).toBe(true)
    store.apply({ type: 'doubted', stamp: 2 })
    expect(isSettled(store)).toBe(false)
    store.apply(heard(a, 3))
    store.apply({ type: 'foreign-change-started', from: 'x' })
    expect(isSettled(store)).toBe(false)
  })
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
