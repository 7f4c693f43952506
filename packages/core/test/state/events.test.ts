import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { callSafely, createEvents } from '../../src/state/events.js'
import { createOutbox } from '../../src/state/outbox.js'
import { collectReports } from '../set-up.js'

describe('events', () => {
  test('reach those who listen to their kind, in order', () => {
    const { emit, on } = createEvents<{ a: number; b: string }>()
    const heard: unknown[] = []
    on('a', (value) => heard.push(['first', value]))
    on('b', (value) => heard.push(['b', value]))
    on('a', (value) => heard.push(['second', value]))
    emit('a', 1)
    expect(heard).toEqual([
      ['first', 1],
      ['second', 1],
    ])
  })

  test('do not reach a listener that has stopped, even while they are told', () => {
    const { emit, on } = createEvents<{ a: number }>()
    const heard: string[] = []
    on('a', () => stop())
    const stop = on('a', () => heard.push('stopped'))
    on('a', () => heard.push('stays'))
    emit('a', 1)
    emit('a', 2)
    expect(heard).toEqual(['stays', 'stays'])
  })

  test('reach everybody although a listener throws', () => {
    const reported = collectReports()
    const { emit, on } = createEvents<{ a: number }>()
    const heard: number[] = []
    on('a', () => {
      throw new Error('A mistake of the app')
    })
    on('a', (value) => heard.push(value))
    expect(() => emit('a', 1)).not.toThrow()
    expect(heard).toEqual([1])
    expect(reported).toHaveLength(1)
  })

  test('reach a function once for each time it listens', () => {
    const { emit, on } = createEvents<{ a: number }>()
    let times = 0
    const listener = () => times++
    const stop = on('a', listener)
    on('a', listener)
    emit('a', 1)
    stop()
    emit('a', 1)
    expect(times).toBe(3)
  })
})

describe('what a listener throws', () => {
  const mistake = new Error('A mistake of the app')
  const fail = () => {
    throw mistake
  }

  test('is reported to the page', () => {
    const report = vi.fn()
    vi.stubGlobal('reportError', report)
    onTestFinished(() => void vi.unstubAllGlobals())
    callSafely(fail)
    expect(report).toHaveBeenCalledExactlyOnceWith(mistake)
  })

  test('is written to the console where there is no page', () => {
    vi.stubGlobal('reportError', undefined)
    const write = vi.spyOn(console, 'error').mockReturnValue()
    onTestFinished(() => {
      vi.unstubAllGlobals()
      write.mockRestore()
    })
    callSafely(fail)
    expect(write).toHaveBeenCalledExactlyOnceWith(mistake)
  })
})

test('an outbox tells its facts to whoever carries them', () => {
  const { tell, onTold } = createOutbox()
  const carried: unknown[] = []
  tell({ type: 'minting', template: 'lost' })
  const stop = onTold((fact) => carried.push(fact))
  tell({ type: 'minting', template: '' })
  stop()
  tell({ type: 'minting', template: 'late' })
  expect(carried).toEqual([{ type: 'minting', template: '' }])
})
