import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { circlesIn, circlesOfFiles, type Import, readImportGraph } from '@wachter/testing/import-graph'
import { describe, expect, test } from 'vitest'

interface Room {
  /** Rooms it may import from. */
  readonly rooms: readonly string[]
  /** Rooms it may import types from. */
  readonly types?: readonly string[]
  readonly packages: readonly string[]
}

const rows = ['world/deployment', 'world/identity', 'world/places', 'world/access', 'world/notifications']
const serving = [...rows, 'wire', 'routes/serving']

/** Which rooms a room may import from (leaves aside), and which packages. The plan of the house, as data. */
const plan: Record<string, Room> = {
  // The world: each room names what it needs of it as an interface, and only the last of these sees all of it.
  'world/deployment': { rooms: [], packages: [] },
  'world/identity': { rooms: ['world/deployment'], packages: ['otpauth'] },
  'world/places': { rooms: ['world/deployment', 'world/identity'], packages: [] },
  'world/access': { rooms: ['world/deployment', 'world/identity'], types: ['world/places'], packages: [] },
  'world/notifications': { rooms: ['world/places'], types: ['world/access'], packages: [] },
  'world/controls': { rooms: rows, packages: [] },
  world: { rooms: [...rows, 'world/controls'], types: ['faults'], packages: [] },

  // What the rest is made of.
  reading: { rooms: [], types: ['world', 'world/controls'], packages: [] },
  saving: { rooms: [...rows, 'reading', 'world'], types: ['tokens'], packages: [] },
  files: { rooms: ['reading', 'routes/serving'], types: ['saving', 'world'], packages: ['node:fs/promises'] },
  faults: { rooms: [], packages: [] },
  sockets: { rooms: ['faults'], packages: ['node:http', 'ws'] },
  layout: { rooms: [], packages: ['hono/html'] },
  wire: { rooms: rows, packages: [] },
  'wire/notifications': { rooms: [...rows, 'wire'], packages: [] },
  'wire/organizations': { rooms: [...rows, 'wire'], packages: [] },
  tokens: { rooms: [...rows, 'wire'], packages: ['jose'] },
  webauthn: { rooms: ['world/deployment', 'world/identity', 'wire'], packages: ['@simplewebauthn/server'] },
  providers: { rooms: [...rows, 'layout'], packages: ['hono', 'hono/html'] },

  // The hosted pages use the API like any other client: of the wire they know the types.
  'hosted/visit': {
    rooms: ['world/deployment', 'world/access', 'layout'],
    types: ['wire'],
    packages: ['hono/html', 'hono/utils/cookie'],
  },
  'hosted/pages': { rooms: ['hosted/visit', 'providers'], types: ['layout', 'wire'], packages: ['hono/html'] },
  hosted: { rooms: ['hosted/pages', 'hosted/visit', 'world/deployment'], packages: ['hono/html'] },

  // The API: its rooms do not know each other.
  'routes/serving': { rooms: [...rows, 'wire', 'tokens', 'webauthn'], packages: ['hono', 'hono/utils/cookie'] },
  'routes/deployment': { rooms: serving, types: ['tokens'], packages: ['hono'] },
  'routes/session': { rooms: [...serving, 'tokens'], packages: ['hono'] },
  'routes/auth': { rooms: [...serving, 'providers', 'webauthn'], packages: ['hono'] },
  'routes/me': { rooms: [...serving, 'webauthn'], packages: ['hono'] },
  'routes/notifications': { rooms: [...serving, 'wire/notifications'], packages: ['hono'] },
  'routes/organizations': { rooms: [...serving, 'wire/organizations'], packages: ['hono'] },
  'routes/workspaces': { rooms: [...serving, 'wire/organizations'], packages: ['hono'] },
  'routes/providers': { rooms: [...serving, 'providers', 'tokens'], packages: ['hono'] },
  'routes/control': {
    rooms: ['reading', 'routes/serving', 'world/controls'],
    types: ['faults', 'world'],
    packages: ['hono'],
  },
  routes: {
    rooms: [
      'wire',
      'world/deployment',
      'routes/serving',
      'routes/deployment',
      'routes/session',
      'routes/auth',
      'routes/me',
      'routes/notifications',
      'routes/organizations',
      'routes/workspaces',
      'routes/providers',
    ],
    packages: ['hono'],
  },
}

/** Any file may import these. They import only each other. */
const leaves = ['browser-fetch.ts', 'clock.ts', 'connection.ts', 'loopback.ts', 'switches.ts', 'world/ids.ts']
/** The file that sees every room, and the ways in around it. */
const roof = ['create-emulator.ts', 'index.ts', 'node.ts', 'msw.ts', 'testing.ts', 'playwright.ts', 'cli.ts']

const graph = readImportGraph(fileURLToPath(new URL('../src', import.meta.url)))
const { files, imports } = graph

const isOurs = (target: string) => target.endsWith('.ts')
const roomOf = (file: string) => dirname(file)

function isAllowed({ from, target, typeOnly }: Import): boolean {
  if (roof.includes(from)) return true
  if (leaves.includes(target)) return true
  if (leaves.includes(from)) return false
  const { rooms = [], types = [], packages = [] } = plan[roomOf(from)] ?? {}
  if (!isOurs(target)) return typeOnly || packages.includes(target)
  const room = roomOf(target)
  return room === roomOf(from) || rooms.includes(room) || (typeOnly && types.includes(room))
}

describe('the import plan', () => {
  test('has a place for every file: a planned room, a leaf or the roof', () => {
    expect(files.filter((file) => !(roomOf(file) in plan) && ![...leaves, ...roof].includes(file))).toEqual([])
  })

  test('has no room that is not there', () => {
    expect(Object.keys(plan).filter((room) => !files.some((file) => roomOf(file) === room))).toEqual([])
  })

  test('is layered: no room reaches itself through others', () => {
    const next = (room: string) => [...(plan[room]?.rooms ?? []), ...(plan[room]?.types ?? [])]
    expect(circlesIn(Object.keys(plan), next)).toEqual([])
  })

  test('has no more than fifteen files in a room', () => {
    const crowded = Object.keys(plan).filter((room) => files.filter((file) => roomOf(file) === room).length > 15)
    expect(crowded).toEqual([])
  })

  test('is held against every file', () => {
    expect(imports.length).toBeGreaterThan(files.length)
    expect(imports).toContainEqual({ from: 'tokens/keys.ts', target: 'jose', typeOnly: false })
    expect(imports).toContainEqual({ from: 'routes/me/server.ts', target: 'wire/signin.ts', typeOnly: true })
    const lazy = { from: 'webauthn/library.ts', target: '@simplewebauthn/server', typeOnly: false }
    expect(imports).toContainEqual(lazy)
  })

  test('no file imports against the plan', () => {
    const wrong = imports.filter((one) => !isAllowed(one)).map(({ from, target }) => `${from} imports ${target}`)
    expect(wrong).toEqual([])
  })

  test.each<[string, string, boolean]>([
    ['world/identity/users.ts', 'world/data.ts', true],
    ['world/identity/users.ts', 'world/access/signins.ts', true],
    ['world/places/roles.ts', 'world/access/signins.ts', true],
    ['world/access/signins.ts', 'world/places/memberships.ts', false],
    ['world/access/signins.ts', 'world/controls/lookup.ts', false],
    ['world/controls/users.ts', 'world/data.ts', true],
    ['world/access/provider-grants.ts', 'providers/urls.ts', true],
    ['world/world.ts', 'faults/faults.ts', false],
    ['world/world.ts', 'routes/app.ts', true],
    ['wire/user.ts', 'world/data.ts', true],
    ['wire/user.ts', 'routes/serving/context.ts', true],
    ['tokens/keys.ts', 'jose/jwt/decode', false],
    ['providers/pages.ts', 'routes/serving/context.ts', true],
    ['hosted/pages/sign-in.ts', 'wire/session.ts', false],
    ['hosted/visit/visit.ts', 'hosted/pages/accounts.ts', false],
    ['hosted/visit/api.ts', 'routes/serving/context.ts', true],
    ['routes/serving/guards.ts', 'routes/auth/auth.ts', false],
    ['routes/session/ticket.ts', 'routes/auth/signin.ts', false],
    ['routes/me/me.ts', 'world/data.ts', true],
    ['routes/control/control.ts', 'world/world.ts', false],
    ['routes/app.ts', 'routes/control/control.ts', false],
    ['clock.ts', 'world/data.ts', true],
    ['connection.ts', 'hono', true],
  ])('refuses %s that imports %s', (from, target, typeOnly) => {
    expect(isAllowed({ from, target, typeOnly })).toBe(false)
  })

  test('nothing imports in a circle, not even types', () => {
    expect(circlesOfFiles(graph)).toEqual([])
  })
})
