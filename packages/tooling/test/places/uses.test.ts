import { expect, test } from 'vitest'
import { namesIn, usesOf } from '../../src/places/uses.js'

const namesOf = (code: string) => [...namesIn(usesOf(code, 2022))]

test('a global is one that the code does not declare', () => {
  expect(namesOf('structuredClone(1); function fetch() {} fetch()')).toEqual(['structuredClone'])
})

test('a global is found behind the global object, and one asked for by typeof is not needed', () => {
  expect(namesOf('globalThis.reportError?.(1); typeof structuredClone')).toEqual(['globalThis', 'reportError'])
})

test('a member of a global is listed with its owner', () => {
  expect(namesOf('URL.canParse(a); globalThis.AbortSignal["any"]([])')).toEqual(
    expect.arrayContaining(['URL.canParse', 'AbortSignal.any']),
  )
  expect(namesOf('const URL = 1; URL.canParse')).toEqual(['.canParse'])
})

test('a member of another value is listed without an owner, unless the code defines one of that name', () => {
  expect(namesOf('const list = []; list.findLast(f => f.when)')).toEqual(['.findLast', '.when'])
  expect(namesOf('const own = { when: 1 }; class A { findLast() {} } own.when; own.findLast')).toEqual([])
})

test('syntax that an edition has and a browser of its day has not is found', () => {
  expect(namesOf('class A { static { this.a = 1 } }')).toContain('javascript.classes.static.initialization_blocks')
  const lookbehind = 'javascript.regular_expressions.lookbehind_assertion'
  for (const code of ['/(?<=a)b/', 'RegExp("(?<!a)b")', 'RegExp(`(?<=a)b`)'])
    expect(namesOf(code)).toContain(lookbehind)
  expect(namesOf('/(?<name>a)/')).toEqual([])
})

test('syntax of a later edition cannot be read', () => {
  expect(() => usesOf('/a/v', 2022)).toThrow(SyntaxError)
  expect(() => usesOf('using a = b', 2022)).toThrow(SyntaxError)
})
