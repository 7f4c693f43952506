import { describe, expect, test, vi } from 'vitest'
import { createScope } from '../src/scope.js'
import { clock, freezeTime, pass } from './set-up.js'

describe('a scope', () => {
  test('undoes all that was added, in that order, once', () => {
    const undone: string[] = []
    const scope = createScope()
    scope.add(() => undone.push('first'))
    scope.add(undefined)
    scope.add(() => undone.push('second'))
    expect(scope.isClosed()).toBe(false)
    scope.close()
    scope.close()
    expect(undone).toEqual(['first', 'second'])
    expect(scope.isClosed()).toBe(true)
  })

  test('that is closed undoes at once what is added to it', () => {
    let undone = 0
    const scope = createScope()
    scope.close()
    scope.add(() => undone++)
    scope.add(undefined)
    expect(undone).toBe(1)
  })

  test('is closed already while it undoes', () => {
    const seen: unknown[] = []
    const scope = createScope()
    scope.add(() => {
      seen.push(scope.isClosed())
      scope.add(() => seen.push('added meanwhile'))
    })
    scope.close()
    expect(seen).toEqual([true, 'added meanwhile'])
  })

  test('that is closed again while it undoes undoes nothing twice', () => {
    const undone: string[] = []
    const scope = createScope()
    scope.add(() => {
      undone.push('first')
      if (undone.length < 5) scope.close()
    })
    scope.add(() => undone.push('second'))
    scope.close()
    expect(undone).toEqual(['first', 'second'])
  })
})

describe('a timer', () => {
  const setUpTimer = () => {
    freezeTime()
    const fired: string[] = []
    const scope = createScope()
    const timer = scope.timer(clock)
    return { scope, timer, fired, set: (what: string, ms: number) => timer.set(() => fired.push(what), ms) }
  }

  test('fires after its delay', async () => {
    const { set, fired } = setUpTimer()
    set('a', 100)
    await pass(99)
    expect(fired).toEqual([])
    await pass(1)
    expect(fired).toEqual(['a'])
  })

  test('holds one wait at a time', async () => {
    const { set, fired } = setUpTimer()
    set('a', 100)
    set('b', 200)
    await pass(1_000)
    expect(fired).toEqual(['b'])
  })

  test('fires no more when it was cleared, and can be set again', async () => {
    const { set, timer, fired } = setUpTimer()
    timer.clear()
    set('a', 100)
    timer.clear()
    timer.clear()
    set('b', 200)
    await pass(1_000)
    expect(fired).toEqual(['b'])
  })

  test('can be set by what it calls', async () => {
    const { timer } = setUpTimer()
    let times = 0
    const again = () => {
      if (++times < 3) timer.set(again, 10)
    }
    timer.set(again, 10)
    await pass(1_000)
    expect(times).toBe(3)
  })

  test('ends with its scope, and cannot be set after it', async () => {
    const { scope, set, fired } = setUpTimer()
    set('a', 100)
    scope.close()
    expect(vi.getTimerCount()).toBe(0)
    set('b', 100)
    expect(vi.getTimerCount()).toBe(0)
    await pass(1_000)
    expect(fired).toEqual([])
  })

  test('does not keep a process alive', () => {
    freezeTime()
    const unrefed: unknown[] = []
    const timer = createScope().timer({ ...clock, setTimeout: () => 'handle', unref: (handle) => unrefed.push(handle) })
    timer.set(() => {}, 100)
    expect(unrefed).toEqual(['handle'])
  })

  test('leaves the others of its scope alone', async () => {
    const { scope, set, fired } = setUpTimer()
    const other = scope.timer(clock)
    set('a', 100)
    other.set(() => fired.push('other'), 100)
    other.clear()
    await pass(100)
    expect(fired).toEqual(['a'])
  })
})
