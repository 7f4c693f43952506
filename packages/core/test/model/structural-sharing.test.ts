import { describe, expect, test } from 'vitest'
import { reuse } from '../../src/model/structural-sharing.js'

describe('what equals what was there', () => {
  test.each([
    ['an object', { a: 1, b: { c: [1, 2] } }],
    ['a list', [{ id: 1 }, { id: 2 }]],
    ['an empty object', {}],
    ['an empty list', []],
    ['a value that is no number', { n: Number.NaN }],
    ['a value that is missing', { a: undefined }],
    ['null', { a: null }],
  ])('is %s and keeps its reference', (_, previous) => {
    expect(reuse(previous, structuredClone(previous))).toBe(previous)
  })
})

describe('what differs', () => {
  test.each([
    ['a value', { a: 1 }, { a: 2 }],
    ['a key more', { a: 1 }, { a: 1, b: undefined }],
    ['a key fewer', { a: 1, b: undefined }, { a: 1 }],
    ['another key', { a: undefined }, { b: undefined }],
    ['an item more', [1], [1, 2]],
    ['an item fewer', [1, 2], [1]],
    ['the order', [1, 2], [2, 1]],
    ['a list for an object', { 0: 'x' }, ['x']],
    ['an object for a list', ['x'], { 0: 'x' }],
    ['null for an object', {}, null],
    ['an object for null', null, {}],
    ['minus zero', { a: 0 }, { a: -0 }],
    ['a number for a text', { a: '1' }, { a: 1 }],
  ])('by %s is given as it is', (_, previous, next) => {
    const copy = structuredClone(next)
    const result = reuse(previous, next)
    expect(result).toBe(next)
    expect(result).toEqual(copy)
  })

  test('keeps the references of the parts that do not', () => {
    const previous = { same: { deep: [1, { x: 1 }] }, other: { a: 1 } }
    const next = { same: { deep: [1, { x: 1 }] }, other: { a: 2 } }
    const result = reuse(previous, next)
    expect(result.same).toBe(previous.same)
    expect(result.other).not.toBe(previous.other)
    expect(previous).toEqual({ same: { deep: [1, { x: 1 }] }, other: { a: 1 } })
  })

  test('keeps the items of a list that stayed in their place', () => {
    const previous = [{ id: 1 }, { id: 2 }]
    const result = reuse(previous, [{ id: 1 }, { id: 3 }])
    expect(result[0]).toBe(previous[0])
  })
})

describe('hostile keys', () => {
  const hostile = () => JSON.parse('{"__proto__": {"admin": true}, "constructor": {"x": 1}, "toString": 1}')

  test('are compared like any other and change no prototype', () => {
    const previous = hostile()
    expect(reuse(previous, hostile())).toBe(previous)
    const result: Record<string, unknown> = reuse({ a: 1 }, hostile())
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
    expect(Object.keys(result)).toEqual(['__proto__', 'constructor', 'toString'])
    expect(result.admin).toBeUndefined()
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })

  test('that only the prototype has are not taken for equal', () => {
    const next = JSON.parse('{"__proto__": {}}')
    expect(reuse({ a: 1 }, next)).toBe(next)
    expect(Object.keys(next)).toEqual(['__proto__'])
    expect(reuse(hostile(), {})).toEqual({})
  })
})

test.each([
  ['objects', '{"a":', '1', '}'],
  ['lists', '[', '', ']'],
])('%s nested ten thousand levels deep count as changed', (_, open, core, close) => {
  const deep = () => JSON.parse(open.repeat(10_000) + core + close.repeat(10_000))
  const next = { deep: deep(), same: [1] }
  const previous = { deep: deep(), same: [1] }
  expect(reuse(previous, next)).toBe(next)
  expect(next.same).toBe(previous.same)
})
