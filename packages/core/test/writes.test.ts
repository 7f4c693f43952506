import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readImportGraph } from '@wachter/testing/import-graph'
import { describe, expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))
const { files } = readImportGraph(src)

const docstring = /\/\*\*.*?\*\//gs
/** A read says nothing but its path, query, schema and signal. */
const read = /^\(\{(?!.*(?:\bmethod\b|\bidempotent\b|\.\.\.))/s

/** The text between two parentheses that belong together, from the first one. */
function inParentheses(text: string): string {
  let depth = 0
  for (const [at, letter] of [...text].entries()) {
    if (letter === '(') depth++
    if (letter === ')') depth--
    if (depth === 0) return text.slice(0, at)
  }
  return text
}

/** Whether this code sends anything but reads with the client's `request`, or passes it on. */
function sendsWrites(code: string): boolean {
  const text = code.replaceAll(docstring, '').replaceAll(/Client\['request'\]/g, '')
  const [, ...uses] = text.split(/client\s*\.\s*request\b/)
  const isTakenOut = /\brequest\b[^={}]*\}\s*=\s*client\b/.test(text)
  const withoutInner = (call: string) => call.slice(0, 2) + call.slice(2).replaceAll(/\{[^{}]*\}/g, '')
  return isTakenOut || uses.some((use) => !read.test(withoutInner(inParentheses(use.trimStart()))))
}

const writersIn = (room: string) =>
  files.filter((file) => file.startsWith(`${room}/`) && sendsWrites(readFileSync(`${src}/${file}`, 'utf8')))

describe('a write is ordered behind a running switch: by `client.mutate`, or by `inTurn`', () => {
  test.each(['account', 'tenancy', 'notifications'])('in %s, none is sent with `client.request`', (room) => {
    expect(writersIn(room)).toEqual([])
  })

  test('in the flows, only those of the browser session are, whichever account is active', () => {
    expect(writersIn('flows')).toEqual([
      'flows/attempts/verification.ts',
      'flows/engine/in-turn.ts',
      'flows/passkeys/assertion.ts',
      'flows/password-reset/password-reset.ts',
      'flows/providers/provider-sign-in.ts',
      'flows/sign-in/sign-in.ts',
      'flows/waitlist/waitlist.ts',
    ])
  })

  test.each([
    ["client.request({ method: 'post', path, schema })", true],
    ["client\n  .request({ path, schema, method: 'delete' })", true],
    ['client.request({ ...asked, schema })', true],
    ['client.request(asked)', true],
    ['client.request({ path, schema, idempotent: false })', true],
    ['send(client.request)', true],
    ['const { request } = client', true],
    ['client.request({ path, query: { ...query, limit }, schema: toModel(page()), signal })', false],
    ["client.mutate({ method: 'post', path, schema })", false],
    ["client.request({ path, schema }); client.mutate({ method: 'post', path, schema })", false],
  ])('%s: %s', (code, isWrite) => {
    expect(sendsWrites(code)).toBe(isWrite)
  })
})
