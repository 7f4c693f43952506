import { expect, test } from 'vitest'
import { ecmaVersion, oldestBrowsers, oldestNode } from '../../src/places/oldest.js'
import { tooNew } from '../../src/places/too-new.js'

const namesOf = (code: string, places: Record<string, string> = oldestBrowsers) => [
  ...tooNew(code, ecmaVersion, places).keys(),
]

test.each([
  ['URL.canParse("")', 'URL.canParse'],
  ['AbortSignal.any([])', 'AbortSignal.any'],
  ['AbortSignal.timeout(1)', 'AbortSignal.timeout'],
  ['Promise.withResolvers()', 'Promise.withResolvers'],
  ['Promise.try(a)', 'Promise.try'],
  ['Object.groupBy([], a)', 'Object.groupBy'],
  ['Array.fromAsync(a)', 'Array.fromAsync'],
  ['new Set().union(a)', '.union'],
  ['[].toSorted()', '.toSorted'],
  ['a.toReversed()', 'a.toReversed'],
  ['[].values().take(1)', '.take'],
  ['a.throwIfAborted()', 'a.throwIfAborted'],
  ['navigator.userActivation', 'navigator.userActivation'],
  ['requestIdleCallback(a)', 'requestIdleCallback'],
])('%s is too new for the oldest browsers', (code, name) => {
  expect(namesOf(code)).toContain(name)
})

test.each(['structuredClone(a)', 'Object.hasOwn(a, b)', 'a.at(-1)', 'new BroadcastChannel(a)'])('%s is not', (code) => {
  expect(namesOf(code)).toEqual([])
})

test('one place that lacks a thing is enough, and is named with the version that has it', () => {
  expect([...tooNew('requestIdleCallback(a)', ecmaVersion, oldestBrowsers).values()]).toEqual([
    expect.stringMatching(/^requestIdleCallback is missing in safari 15\.4 \(.*\), safari_ios 15\.4 \(.*\)$/),
  ])
})

test('what a browser lacks another place may have', () => {
  expect(namesOf('URL.canParse("")', oldestNode)).toEqual([])
  expect(namesOf('URL.canParse("")', { nodejs: '18.0.0' })).toEqual(['URL.canParse'])
})
