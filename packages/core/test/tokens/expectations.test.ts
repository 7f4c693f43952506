import { describe, expect, test, vi } from 'vitest'
import { createExpectations } from '../../src/tokens/expectations.js'
import { clock, follow, freezeTime, pass } from '../set-up.js'

function setUpExpectations() {
  freezeTime()
  const expectations = createExpectations(clock)
  const waiting = (template = '') => follow(expectations.arrived(template))
  return { ...expectations, waiting }
}

describe('a token that another tab is minting', () => {
  test('is waited for until it has come', async () => {
    const { expect: announce, has, end, waiting } = setUpExpectations()
    announce('')
    const arrived = waiting()
    await pass(1_000)
    expect([has(''), arrived.settled]).toEqual([true, false])
    end('')
    await pass()
    expect([has(''), arrived.settled]).toEqual([false, true])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is waited for a second and a half at most', async () => {
    const { expect: announce, has, waiting } = setUpExpectations()
    announce('')
    const arrived = waiting()
    await pass(1_499)
    expect([has(''), arrived.settled]).toEqual([true, false])
    await pass(1)
    expect([has(''), arrived.settled]).toEqual([false, true])
  })

  test('is another for each template', async () => {
    const { expect: announce, has, end, waiting } = setUpExpectations()
    announce('billing')
    const [own, other] = [waiting(''), waiting('billing')]
    end('')
    await pass()
    expect([has(''), has('billing'), has('constructor')]).toEqual([false, true, false])
    expect([own.settled, other.settled]).toEqual([true, false])
  })

  test('that is announced again serves all who wait as soon as it comes', async () => {
    const { expect: announce, end, waiting } = setUpExpectations()
    announce('')
    const first = waiting()
    announce('')
    const second = waiting()
    end('')
    await pass()
    expect([first.settled, second.settled]).toEqual([true, true])
  })

  test('that is announced again gets its time anew; no wait is longer than the bound', async () => {
    const { expect: announce, has, waiting } = setUpExpectations()
    announce('')
    const first = waiting()
    await pass(1_000)
    announce('')
    await pass(500)
    expect([first.settled, has('')]).toEqual([true, true])
    const second = waiting()
    await pass(999)
    expect(second.settled).toBe(false)
    await pass(1)
    expect([second.settled, has('')]).toEqual([true, false])
  })
})

describe('a token that a promise of ours brings', () => {
  test.each(['resolves', 'rejects'] as const)('is waited for until that %s', async (how) => {
    const { expectUntil, has, waiting } = setUpExpectations()
    let settle = () => {}
    const coming = new Promise<void>((resolve, reject) => {
      settle = how === 'resolves' ? resolve : () => reject(new Error('Offline'))
    })
    expectUntil('', coming)
    const arrived = waiting()
    await pass(5_000)
    expect([has(''), arrived.settled]).toEqual([true, false])
    settle()
    await pass()
    expect([has(''), arrived.settled]).toEqual([false, true])
  })

  test('that is late does not end what is expected by then', async () => {
    const { expect: announce, expectUntil, has } = setUpExpectations()
    expectUntil('', pass(0))
    announce('')
    await pass()
    expect(has('')).toBe(true)
  })
})

describe('what is expected', () => {
  test('is nothing at first, and is not waited for then', async () => {
    const { has, waiting, end } = setUpExpectations()
    const arrived = waiting()
    end('')
    await pass()
    expect([has(''), arrived.settled]).toEqual([false, true])
  })

  test('is over altogether when the client stops', async () => {
    const { expect: announce, expectUntil, has, endAll, waiting } = setUpExpectations()
    announce('')
    announce('billing')
    expectUntil('own', new Promise(() => {}))
    const waits = ['', 'billing', 'own'].map(waiting)
    endAll()
    await pass()
    expect(waits.map(({ settled }) => settled)).toEqual([true, true, true])
    expect(['', 'billing', 'own'].map(has)).toEqual([false, false, false])
    expect(vi.getTimerCount()).toBe(0)
  })
})
