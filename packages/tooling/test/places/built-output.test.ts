import { expect, test } from 'vitest'
import { complain } from '../../src/places/built-output.js'

const finding = { name: 'URL.canParse', user: 'zod', sentence: 'URL.canParse is missing in safari 15.4 (since 17)' }
const guard = { name: 'URL.canParse', in: 'zod', because: 'it asks for it first' }

test('what is too new is a complaint, once', () => {
  expect(complain([finding, finding], [])).toEqual([`zod: ${finding.sentence}`])
})

test('a guard covers the package that it names and no other', () => {
  expect(complain([finding], [guard])).toEqual([])
  expect(complain([finding, { ...finding, user: '@wachter/core' }], [guard])).toEqual([
    `@wachter/core: ${finding.sentence}`,
  ])
})

test('a guard that covers nothing is a complaint', () => {
  expect(complain([], [guard])).toEqual(['URL.canParse of zod is listed as guarded, but is not used there.'])
})
