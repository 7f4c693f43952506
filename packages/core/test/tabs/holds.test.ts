import { describe, expect, test, vi } from 'vitest'
import { createScope } from '../../src/scope.js'
import { createHolds } from '../../src/tabs/holds.js'
import { aContainer, anAnswer, clock, pass, setUpStore, startMs } from '../set-up.js'

function setUpHolds() {
  const { store, stamps } = setUpStore(aContainer())
  const scope = createScope()
  const holds = createHolds({ scope, store, clock, stamps })
  const start = (sentAt = stamps.next(), from = 'tab', sessionId: string | undefined = 'session') =>
    holds.start({ from, sentAt, sessionId })
  const holding = () => store.machine().changingTabs
  return { holds, start, holding, scope, store, stamps }
}

describe('a change another tab announced', () => {
  test('holds tokens back until its outcome is told', () => {
    const { holds, start, holding, store, stamps } = setUpHolds()
    start()
    expect([holding(), store.isCertain()]).toEqual([['tab'], false])
    holds.end('tab', stamps.next())
    expect([holding(), store.isCertain()]).toEqual([[], true])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('leaves the truth in doubt when its outcome is not known', () => {
    const { holds, start, holding, store, stamps } = setUpHolds()
    start()
    const doubtedAt = stamps.next()
    holds.end('tab', stamps.next(), doubtedAt)
    expect([holding(), store.isCertain()]).toEqual([[], false])
    expect(store.machine().freshness.doubtedAt).toBe(doubtedAt)
  })

  test('whose outcome is lost is over after five seconds, and the truth in doubt', async () => {
    const { start, holding, store } = setUpHolds()
    start()
    await pass(4_999)
    expect(holding()).toEqual(['tab'])
    await pass(1)
    expect([holding(), store.isCertain()]).toEqual([[], false])
    expect(store.machine().freshness.doubtedAt).toBeGreaterThanOrEqual(startMs + 5_000)
  })

  test('is one of several: each tab holds for itself', () => {
    const { holds, start, holding, stamps } = setUpHolds()
    start(stamps.next(), 'one')
    start(stamps.next(), 'two')
    holds.end('one', stamps.next())
    expect(holding()).toEqual(['two'])
  })

  test('that follows another of the same tab gets its time anew', async () => {
    const { start, holding } = setUpHolds()
    start()
    await pass(4_000)
    start()
    await pass(4_999)
    expect(holding()).toEqual(['tab'])
    await pass(1)
    expect(holding()).toEqual([])
  })

  test('does not keep a process alive', () => {
    const { store, stamps } = setUpStore(aContainer())
    const unrefed: unknown[] = []
    const holds = createHolds({
      scope: createScope(),
      store,
      stamps,
      clock: { ...clock, setTimeout: () => 'handle', unref: (handle) => unrefed.push(handle) },
    })
    holds.start({ from: 'tab', sentAt: 1, sessionId: 'session' })
    expect(unrefed).toEqual(['handle'])
  })
})

describe('what a channel does to messages', () => {
  test('an outcome whose announcement was lost ends nothing, and may leave the truth in doubt', () => {
    const { holds, store, stamps } = setUpHolds()
    holds.end('tab', stamps.next())
    expect(store.isCertain()).toBe(true)
    holds.end('tab', stamps.next(), stamps.next())
    expect(store.isCertain()).toBe(false)
  })

  test('an announcement that comes after its outcome, or again, holds nothing back', () => {
    const { holds, start, holding, stamps } = setUpHolds()
    const [announced, ended] = [stamps.next(), stamps.next()]
    holds.end('tab', ended)
    start(announced)
    expect(holding()).toEqual([])
    start(ended + 1)
    expect(holding()).toEqual(['tab'])
  })

  test.each(['comes late', 'comes again'])(
    'an outcome that %s leaves the change standing that was announced after it',
    (how) => {
      const { holds, start, holding, store, stamps } = setUpHolds()
      const [first, firstEnded, second] = [stamps.next(), stamps.next(), stamps.next()]
      start(first)
      if (how === 'comes again') holds.end('tab', firstEnded)
      start(second)
      holds.end('tab', firstEnded)
      expect([holding(), store.isCertain()]).toEqual([['tab'], false])
      holds.end('tab', stamps.next())
      expect(holding()).toEqual([])
    },
  )

  test('an announcement between two outcomes that come in the wrong order holds nothing back', () => {
    const { holds, start, holding, stamps } = setUpHolds()
    const [firstEnded, second, secondEnded] = [stamps.next(), stamps.next(), stamps.next()]
    holds.end('tab', secondEnded)
    holds.end('tab', firstEnded)
    start(second)
    expect(holding()).toEqual([])
  })

  test('an announcement of after the clock was set back counts, although it seems older than the last outcome', () => {
    const { holds, start, holding, stamps } = setUpHolds()
    holds.end('tab', stamps.next())
    vi.setSystemTime(startMs - 3_600_000)
    start(stamps.next())
    expect(holding()).toEqual(['tab'])
  })
})

describe('changes of another browser session', () => {
  test('hold nothing back once it is known which one is ours', () => {
    const { holds, start, holding, store, stamps } = setUpHolds()
    start(stamps.next(), 'stranger', 'other')
    start(stamps.next(), 'ours')
    holds.keepOnlyOf(undefined)
    expect(holding()).toEqual(['stranger', 'ours'])
    holds.keepOnlyOf('session')
    expect(holding()).toEqual(['ours'])
    expect(store.machine().freshness.doubtedAt).toBe(0)
  })

  test('are not those of a tab that does not know its own yet', () => {
    const { holds, holding, stamps } = setUpHolds()
    holds.start({ from: 'tab', sentAt: stamps.next(), sessionId: undefined })
    holds.keepOnlyOf('session')
    expect(holding()).toEqual(['tab'])
  })

  test('are let go without a word of doubt', () => {
    const { holds, start, store, stamps } = setUpHolds()
    start(stamps.next(), 'stranger', 'other')
    holds.keepOnlyOf('session')
    expect(store.isCertain()).toBe(true)
  })
})

test('a client that stops holds nothing back, and believes nothing it has not asked for since', async () => {
  const { start, holding, scope, store, stamps } = setUpHolds()
  start(stamps.next(), 'one')
  start(stamps.next(), 'two')
  scope.close()
  expect([holding(), store.isCertain()]).toEqual([[], false])
  expect(vi.getTimerCount()).toBe(0)
  store.apply({ type: 'answer-received', answer: anAnswer(aContainer(), stamps.next()) })
  expect(store.isCertain()).toBe(true)
})
