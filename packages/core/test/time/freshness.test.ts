import { describe, expect, test } from 'vitest'
import {
  doubted,
  type Freshness,
  type Interval,
  isFresh,
  nothingKnown,
  type Order,
  orderOf,
  restarted,
  showing,
} from '../../src/time/freshness.js'

const shownFrom100To120: Freshness = { shown: { askedAt: 100, heardAt: 120 }, doubtedAt: 0 }
const asked = (askedAt: number, heardAt: number): Interval => ({ askedAt, heardAt })

describe('an answer beside what is shown from 100 to 120', () => {
  test.each<[string, Interval, number, Order]>([
    ['asked for after it was heard', asked(121, 130), 0, 'newer'],
    ['asked for in the instant it was heard', asked(120, 130), 0, 'unordered'],
    ['asked for while it was under way', asked(110, 130), 0, 'unordered'],
    ['of the same time', asked(100, 120), 0, 'unordered'],
    ['that began earlier and took longer', asked(90, 130), 0, 'unordered'],
    ['that began later and was sooner there', asked(105, 110), 0, 'unordered'],
    ['heard in the instant it was asked for', asked(90, 100), 0, 'unordered'],
    ['heard before it was asked for', asked(80, 99), 0, 'older'],
    ['asked for before the last doubt', asked(130, 160), 150, 'older'],
    ['asked for in the instant of the last doubt', asked(150, 160), 150, 'older'],
    ['asked for after the last doubt', asked(151, 160), 150, 'newer'],
    ['asked for before a doubt that lies within it', asked(105, 130), 110, 'older'],
    ['asked for after a doubt that lies within it', asked(115, 130), 110, 'unordered'],
    ['heard before it, after an older doubt', asked(80, 99), 50, 'older'],
  ])('%s', (_, answer, doubtedAt, order) => {
    expect(orderOf(answer, { ...shownFrom100To120, doubtedAt })).toBe(order)
  })

  test('is newer where nothing is shown, unless something may have changed since', () => {
    expect(orderOf(asked(1, 2), nothingKnown)).toBe('newer')
    expect(orderOf(asked(1, 2), doubted(nothingKnown, 1))).toBe('older')
    expect(orderOf(asked(2, 2), doubted(nothingKnown, 1))).toBe('newer')
  })

  test('asked for before a doubt, and heard after what is shown and fresh, may be the newer one', () => {
    expect(orderOf(asked(40, 200), { ...shownFrom100To120, doubtedAt: 50 })).toBe('unordered')
    expect(orderOf(asked(40, 200), { ...shownFrom100To120, doubtedAt: 110 })).toBe('older')
  })

  test('without a stamp of now is never newer', () => {
    expect(orderOf(asked(0, 200), nothingKnown)).toBe('older')
    expect(orderOf(asked(0, 200), shownFrom100To120)).toBe('unordered')
  })
})

describe('what is shown', () => {
  test('is fresh as long as it was asked for after the last doubt', () => {
    expect(isFresh(nothingKnown)).toBe(false)
    expect(isFresh(shownFrom100To120)).toBe(true)
    expect(isFresh(doubted(shownFrom100To120, 99))).toBe(true)
    expect(isFresh(doubted(shownFrom100To120, 100))).toBe(false)
    expect(isFresh(showing(doubted(shownFrom100To120, 150), asked(151, 160)))).toBe(true)
  })

  test('is doubted as of the last moment something may have changed, in whatever order one is told', () => {
    expect(doubted(doubted(shownFrom100To120, 150), 130)).toEqual({ ...shownFrom100To120, doubtedAt: 150 })
  })

  test('is the first answer, then each that is shown after it', () => {
    expect(showing(nothingKnown, asked(10, 20)).shown).toEqual(asked(10, 20))
    expect(showing(shownFrom100To120, asked(130, 140)).shown).toEqual(asked(130, 140))
  })

  test('was heard as late as any answer that says the same', () => {
    expect(showing(shownFrom100To120, asked(110, 130)).shown).toEqual(asked(110, 130))
    expect(showing(shownFrom100To120, asked(90, 130)).shown).toEqual(asked(100, 130))
    expect(showing(shownFrom100To120, asked(105, 110)).shown).toEqual(asked(105, 120))
  })

  test('keeps its doubt when an answer is shown', () => {
    expect(showing(doubted(shownFrom100To120, 150), asked(151, 160)).doubtedAt).toBe(150)
  })
})

describe('after the clock was set back to 50', () => {
  const freshness = restarted(doubted(showing(nothingKnown, asked(100, 120)), 0), 50)

  test('what is shown is not fresh', () => {
    expect(isFresh(freshness)).toBe(false)
  })

  test('only an answer asked for since is newer', () => {
    expect(orderOf(asked(51, 52), freshness)).toBe('newer')
    expect(orderOf(asked(50, 52), freshness)).toBe('older')
    expect(isFresh(showing(freshness, asked(51, 52)))).toBe(true)
  })
})
