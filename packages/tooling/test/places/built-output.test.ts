import { expect, test } from 'vitest'
import { complain, packageOf } from '../../src/places/built-output.js'

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

test.each([
  ['/my packages/w/packages/core/dist/index.js', '@wachter/core'],
  ['/w/node_modules/.pnpm/zod@4.6.7/node_modules/zod/v4/core/index.js', 'zod'],
  ['C:\\w\\packages\\vue\\dist\\index.js', '@wachter/vue'],
  ['C:\\w\\node_modules\\.pnpm\\a\\node_modules\\@simplewebauthn\\browser\\index.js', '@simplewebauthn/browser'],
])('%s belongs to %s', (file, name) => {
  expect(packageOf(file)).toBe(name)
})
