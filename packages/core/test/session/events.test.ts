import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { callSafely } from '../../src/call-safely.js'
import { createEvents } from '../../src/session/events.js'
import { collectReports } from '../set-up.js'

const mistake = new Error('A mistake of the app')
const fail = () => {
  throw mistake
}

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

  test('do not reach a listener that was removed, even while they are published', () => {
    const { emit, on } = createEvents<{ a: number }>()
    const heard: string[] = []
    on('a', () => stop())
    const stop = on('a', () => heard.push('stopped'))
    on('a', () => heard.push('stays'))
    emit('a', 1)
    emit('a', 2)
    expect(heard).toEqual(['stays', 'stays'])
  })

  test('reach a listener that subscribes again while it is called once each', () => {
    const { emit, on } = createEvents<{ a: number }>()
    const heard: number[] = []
    let stop = () => {}
    const listener = (value: number) => {
      heard.push(value)
      stop()
      stop = on('a', listener)
    }
    stop = on('a', listener)
    emit('a', 1)
    emit('a', 2)
    expect(heard).toEqual([1, 2])
  })

  test('reach a listener that is added while they are published from the next one on', () => {
    const { emit, on } = createEvents<{ a: number }>()
    const heard: number[] = []
    const stop = on('a', () => {
      stop()
      on('a', (value) => heard.push(value))
    })
    emit('a', 1)
    emit('a', 2)
    expect(heard).toEqual([2])
  })

  test('reach all others although a listener throws, which is reported', () => {
    const reported = collectReports()
    const { emit, on } = createEvents<{ a: number }>()
    const heard: number[] = []
    on('a', fail)
    on('a', (value) => heard.push(value))
    expect(() => emit('a', 1)).not.toThrow()
    expect(heard).toEqual([1])
    expect(reported).toEqual([mistake])
  })

  test('reach a function once for each time it listens', () => {
    const { emit, on } = createEvents<{ a: number }>()
    let times = 0
    const listener = () => times++
    const stop = on('a', listener)
    on('a', listener)
    emit('a', 1)
    stop()
    stop()
    emit('a', 1)
    expect(times).toBe(3)
  })

  test('are of any name, also of one that every object has', () => {
    const { emit, on } = createEvents<{ constructor: number }>()
    const heard: number[] = []
    emit('constructor', 1)
    on('constructor', (value) => heard.push(value))
    emit('constructor', 2)
    expect(heard).toEqual([2])
  })
})

describe('what a listener throws', () => {
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

  test('stops nothing of ours, even where the reporter throws, too', () => {
    vi.stubGlobal('reportError', fail)
    onTestFinished(() => void vi.unstubAllGlobals())
    expect(() => callSafely(fail)).not.toThrow()
  })
})
