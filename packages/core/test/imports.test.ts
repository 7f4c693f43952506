import { fileURLToPath } from 'node:url'
import { circlesIn, circlesOfFiles, type Import, readImportGraph } from '@wachter/testing/import-graph'
import { describe, expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

interface Room {
  /** Rooms it may import from. */
  readonly rooms: readonly string[]
  /** Rooms it may import types from. */
  readonly types?: readonly string[]
  readonly packages: readonly string[]
}

/** Which rooms a room may import from (leaves aside), and which packages. The plan of the house, as data. */
const plan: Record<string, Room> = {
  wire: { rooms: [], packages: ['zod/v4/core'] },
  model: { rooms: [], types: ['wire'], packages: [] },
  time: { rooms: [], packages: [] },
  http: { rooms: ['wire', 'model', 'time'], packages: [] },
  // One layer with tokens, and yet it knows nothing of them: only this direction is free.
  session: { rooms: ['model', 'http', 'time'], packages: ['nanostores'] },
  tokens: { rooms: ['model', 'http', 'time', 'session'], packages: ['nanostores'] },
  tabs: { rooms: ['model', 'session', 'tokens', 'time'], packages: [] },
  browser: { rooms: ['model', 'session', 'tokens', 'time'], packages: [] },
  flows: { rooms: ['wire', 'model', 'deployment'], packages: ['nanostores', '@simplewebauthn/browser'] },
  // Built on the engine of the flows, for what an account does with itself.
  account: { rooms: ['wire', 'model', 'flows'], packages: ['nanostores', '@simplewebauthn/browser'] },
  // The same, for organizations and workspaces.
  tenancy: { rooms: ['wire', 'model', 'time', 'deployment', 'flows'], packages: ['nanostores'] },
  // The deployment's settings, for who reads them.
  deployment: { rooms: ['wire', 'model'], packages: ['nanostores'] },
  // Built on the engine of the flows, too; the only room with a WebSocket.
  notifications: { rooms: ['wire', 'flows', 'time'], packages: ['partysocket/ws'] },
  // What a page tells the app's own server.
  'app-server': { rooms: ['model'], packages: [] },
  server: { rooms: ['http', 'model', 'verify'], packages: [] },
  verify: { rooms: ['model', 'http'], packages: ['jose'] },
}

/** Any file may import these. They run only each other. */
const leaves = [
  'base64url.ts',
  'call-safely.ts',
  'errors.ts',
  'json.ts',
  'jwt.ts',
  'options.ts',
  'ports.ts',
  'scope.ts',
  'single-flight.ts',
  'url.ts',
]
/** The only file that sees every room, and the barrel and public types around it. */
const roof = ['create-client.ts', 'index.ts', 'client.ts', 'client-atoms.ts']
/** A feature is built on what every user has, too, and on the pure readers named here. */
const features: Record<string, readonly string[]> = {
  'app-server/auth-fetch.ts': ['tokens/claims.ts'],
  'adapter-views.ts': [
    ...['deployment', 'permissions', 'session-state', 'structural-sharing'].map((name) => `model/${name}.ts`),
    'session/lists/resource.ts',
    'session/state/views.ts',
  ],
}
const seams = ['client.ts']
/** Where the types of the client's functions are, which a feature may name. */
const seamTypes = ['http/request.ts', 'session/lists/resource.ts']

const graph = readImportGraph(src)
const { files, imports } = graph

const isOurs = (target: string) => target.endsWith('.ts')
const roomOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : '')

function isAllowed({ from, target, typeOnly }: Import): boolean {
  if (roof.includes(from)) return true
  const room = roomOf(from)
  const { rooms = [], types = [], packages = [] } = plan[room] ?? {}
  if (!isOurs(target)) return typeOnly || packages.includes(target)
  if (leaves.includes(target)) return true
  // A leaf may name types of what it carries; it never runs it.
  if (leaves.includes(from)) return typeOnly
  if (room === roomOf(target) && room in plan) return true
  const readers = features[from]
  if (['flows', 'account', 'tenancy', 'app-server', 'deployment', 'notifications'].includes(room) || readers)
    return (
      [...seams, ...(readers ?? [])].includes(target) ||
      rooms.includes(roomOf(target)) ||
      (typeOnly && seamTypes.includes(target))
    )
  return rooms.includes(roomOf(target)) || (typeOnly && types.includes(roomOf(target)))
}

describe('the import plan', () => {
  test('has a place for every file: a planned room, a leaf, the roof or a feature', () => {
    const unplanned = files.filter(
      (file) => !(roomOf(file) in plan) && ![...leaves, ...roof, ...Object.keys(features)].includes(file),
    )
    expect(unplanned).toEqual([])
  })

  test('has no room that is not there', () => {
    const missing = Object.keys(plan).filter((room) => !files.some((file) => roomOf(file) === room))
    expect(missing).toEqual([])
  })

  test('is layered: no room reaches itself through others', () => {
    expect(
      circlesIn(Object.keys(plan), (room) => [...(plan[room]?.rooms ?? []), ...(plan[room]?.types ?? [])]),
    ).toEqual([])
  })

  test('reads every file', () => {
    expect(imports.length).toBeGreaterThan(files.length)
    expect(imports).toContainEqual({ from: 'session/state/store.ts', target: 'nanostores', typeOnly: false })
    expect(imports).toContainEqual({ from: 'http/transport.ts', target: 'ports.ts', typeOnly: true })
    const lazy = { from: 'flows/passkeys/passkey-ceremony.ts', target: '@simplewebauthn/browser', typeOnly: false }
    expect(imports).toContainEqual(lazy)
  })

  test('only the notifications have a WebSocket', () => {
    const users = imports.filter(({ target }) => target.startsWith('partysocket')).map(({ from }) => roomOf(from))
    expect(users).toEqual(['notifications'])
  })

  test('no file imports against the plan', () => {
    const wrong = imports.filter((one) => !isAllowed(one)).map(({ from, target }) => `${from} imports ${target}`)
    expect(wrong).toEqual([])
  })

  test.each<[string, string, boolean]>([
    ['model/session.ts', 'http/transport.ts', true],
    ['model/session.ts', 'wire/session.ts', false],
    ['time/stamps.ts', 'model/session.ts', true],
    ['http/transport.ts', 'session/state/store.ts', true],
    ['session/expiry/expiry.ts', 'tokens/claims.ts', true],
    ['session/state/store.ts', 'tabs/message.ts', true],
    ['http/sending.ts', 'nanostores', false],
    ['tokens/minting.ts', 'tabs/outbox.ts', true],
    ['tokens/minting.ts', 'jose/jwt/decode', false],
    ['tabs/tabs.ts', 'http/backoff.ts', true],
    ['tabs/tabs.ts', 'create-client.ts', true],
    ['browser/ports.ts', 'http/transport.ts', true],
    ['flows/sign-in.ts', 'session/state/store.ts', true],
    ['flows/sign-in.ts', 'create-client.ts', false],
    ['app-server/auth-fetch.ts', 'session/state/store.ts', true],
    ['app-server/auth-fetch.ts', 'tokens/minting.ts', true],
    ['flows/sign-in.ts', 'tokens/claims.ts', true],
    ['jwt.ts', 'tokens/claims.ts', false],
    ['scope.ts', 'session/state/store.ts', false],
    ['server/authenticate-request.ts', 'create-client.ts', false],
  ])('refuses %s that imports %s', (from, target, typeOnly) => {
    expect(isAllowed({ from, target, typeOnly })).toBe(false)
  })

  test('nothing imports in a circle', () => {
    expect(circlesOfFiles(graph)).toEqual([])
  })
})
