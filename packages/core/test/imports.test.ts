import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** Which rooms a room may import from (types and leaves aside), and which packages. The plan of the house, as data. */
const plan: Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }> = {
  wire: { rooms: [], packages: ['zod/v4/core'] },
  model: { rooms: [], packages: [] },
  http: { rooms: ['wire', 'model'], packages: ['ky'] },
  state: { rooms: ['model'], packages: ['nanostores'] },
  commands: { rooms: ['model', 'http', 'state'], packages: [] },
  effects: { rooms: ['model', 'state'], packages: [] },
  flows: { rooms: ['wire', 'model', 'state'], packages: ['nanostores', '@simplewebauthn/browser'] },
  server: { rooms: ['http'], packages: [] },
}

/** Anyone may import these; they import nobody but each other. */
const leaves = ['errors.ts', 'ports.ts', 'options.ts']
/** The only file that sees every room, and the barrel and public types around it. */
const roof = ['create-client.ts', 'index.ts', 'client.ts']
/** Tokens are read in one file only. */
const packagesOfFiles: Record<string, readonly string[]> = { 'model/token.ts': ['jose/jwt/decode'] }
/** A feature is built on what every user has too. */
const features = ['auth-fetch.ts']
const seams = ['client.ts']

interface Import {
  readonly from: string
  readonly target: string
  readonly typeOnly: boolean
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

const imports: readonly Import[] = files.flatMap((from) =>
  [
    ...readFileSync(join(src, from), 'utf8').matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?from\s+)?'([^']+)'/gm),
  ].map(([, type, specifier = '']) => ({
    from,
    target: specifier.startsWith('.')
      ? relative(src, join(src, dirname(from), specifier)).replace(/\.js$/, '.ts')
      : specifier,
    typeOnly: type !== undefined,
  })),
)

const isOurs = (target: string) => target.endsWith('.ts')
const roomOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : '')

function isAllowed({ from, target, typeOnly }: Import): boolean {
  if (roof.includes(from)) return true
  const room = roomOf(from)
  if (!isOurs(target)) {
    return typeOnly || [...(plan[room]?.packages ?? []), ...(packagesOfFiles[from] ?? [])].includes(target)
  }
  if (leaves.includes(target)) return true
  // A leaf may name types of what it carries; it never runs it.
  if (leaves.includes(from)) return typeOnly
  if (room === roomOf(target)) return true
  if (room === 'model' && roomOf(target) === 'wire') return typeOnly
  if ((room === 'flows' || features.includes(from)) && seams.includes(target)) return true
  if (room === 'server' && target === 'create-client.ts') return true
  return plan[room]?.rooms.includes(roomOf(target)) ?? false
}

describe('the import plan', () => {
  test('every file lives in a planned room, is a leaf or is part of the roof', () => {
    const unplanned = files.filter(
      (file) => !(roomOf(file) in plan) && ![...leaves, ...roof, ...features].includes(file),
    )
    expect(unplanned).toEqual([])
  })

  test('reads imports of every kind', () => {
    expect(imports.length).toBeGreaterThan(files.length)
    expect(imports).toContainEqual({ from: 'http/transport.ts', target: 'ky', typeOnly: false })
    expect(imports).toContainEqual({ from: 'http/transport.ts', target: 'ports.ts', typeOnly: true })
  })

  test('no file imports against the plan', () => {
    const wrong = imports.filter((one) => !isAllowed(one)).map(({ from, target }) => `${from} imports ${target}`)
    expect(wrong).toEqual([])
  })

  test('would refuse an import against the plan', () => {
    expect(isAllowed({ from: 'model/session.ts', target: 'http/transport.ts', typeOnly: true })).toBe(false)
    expect(isAllowed({ from: 'commands/expiry.ts', target: 'nanostores', typeOnly: false })).toBe(false)
    expect(isAllowed({ from: 'effects/tabs.ts', target: 'commands/minting.ts', typeOnly: true })).toBe(false)
  })

  test('nothing imports in a circle', () => {
    const next = (file: string) =>
      imports.filter((one) => one.from === file && isOurs(one.target)).map((one) => one.target)
    const circles: string[] = []
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      else if (!done.has(file)) for (const target of next(file)) visit(target, [...path, file])
      done.add(file)
    }
    const done = new Set<string>()
    for (const file of files) visit(file, [])
    expect(circles).toEqual([])
  })
})
