import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const rooms = ['flows', 'account', 'tenancy/organizations', 'tenancy/single-sign-on', 'tenancy/workspaces'].map(
  (room) => new URL(`../../src/${room}/`, import.meta.url),
)
const docs = new URL('../../docs/', import.meta.url)
const read = (folder: URL, ending: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n')

const readRooms = (ending: string) => rooms.map((room) => read(room, ending)).join('\n')

/** Where a flow gives an error its code: made, named anew, or looked up. */
const places = [
  /new SessionError\(\s*'([a-z-]+)'/g,
  /namedAs\(\d+, '([a-z-]+)'/g,
  /renamed\(\w+, '([a-z-]+)'/g,
  /'(passkey-[a-z-]+)'\]/g,
  /\?\? '(passkey-[a-z]+)'/g,
]

test('every code that a flow gives is in the docs', () => {
  const source = readRooms('.ts')
  const codes = new Set(places.flatMap((place) => [...source.matchAll(place)].map(([, code]) => code ?? '')))
  expect(codes.size).toBeGreaterThan(25)
  const documented = read(docs, '.md')
  expect([...codes].filter((code) => !documented.includes(`\`${code}\``))).toEqual([])
})

test('every code that the docs of a step promise is in the list of all', () => {
  const promised = [...readRooms('-steps.ts').matchAll(/Codes(?: of all)?: ([^.]*(?:\.\s[^*]*?)?)\*\//g)]
    .flatMap(([, text = '']) => [...text.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)])
    .map(([, code]) => code ?? '')
  expect(promised.length).toBeGreaterThan(20)
  const list = readFileSync(new URL('README.md', docs), 'utf8')
  expect(promised.filter((code) => !list.includes(`\`${code}\``))).toEqual([])
})
