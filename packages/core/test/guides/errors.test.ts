import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SessionError } from '../../src/errors.js'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

const [, unions = ''] = read('../../src/errors.ts').split('type ClientErrorCode')
const [listed = ''] = unions.split('export type SessionErrorCode')
const codes = new Set([...listed.matchAll(/[|=] '([a-z-]+)'/g)].map(([, code = '']) => code))

const rows = [...read('../../docs/guides/errors.md').matchAll(/^\| `([a-z-]+)` +\| (yes|no) +\| (.+) \| (.+) \|$/gm)]

test('the guide lists every code once, and no other', () => {
  expect(codes.size).toBeGreaterThan(80)
  expect(rows.map(([, code]) => code).sort()).toEqual([...codes].sort())
})

test.each(rows.map(([, code = '', retry]) => [code, retry]))(
  'the guide says whether %s is worth a retry: %s',
  (code, retry) => {
    expect(new SessionError(code, '').retryable).toBe(retry === 'yes')
  },
)
