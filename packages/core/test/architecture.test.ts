import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Freshness, type Interval, orderOf } from '../src/time/freshness.js'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')
const page = read('ARCHITECTURE.md')
const cells = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
/** The rows of the table below a heading cell. */
const tableOf = (firstCell: string) => {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => cells(line)[0] === firstCell)
  const rows = lines.slice(start + 2)
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map(cells)
}

describe('the architecture page', () => {
  test('names only files that are there', () => {
    const files = [...page.matchAll(/`([a-z-]+\/[a-z/.-]+\.ts|(?:scope|create-client|options|errors)\.ts)`/g)].map(
      ([, file = '']) => file,
    )
    expect(files.length).toBeGreaterThan(40)
    const missing = files.filter((file) => !file.startsWith('packages/') && !file.startsWith('test/'))
    expect(missing.filter((file) => !existsSync(fileURLToPath(new URL(`../src/${file}`, import.meta.url))))).toEqual([])
  })

  test('names every room', () => {
    const rooms = tableOf('room').map(([room = '']) => room.replaceAll(/[`/]/g, ''))
    expect(rooms).toEqual([
      'wire',
      'model',
      'time',
      'http',
      'session',
      'tokens',
      'tabs',
      'browser',
      'flows',
      'account',
      'tenancy',
      'notifications',
      'server',
      'verify',
      'app-server',
    ])
  })

  test('draws events that are there', () => {
    const known = [
      ...`${read('src/session/state/machine.ts')}${read('src/tabs/message.ts')}`.matchAll(/type: '([a-z-]+)'/g),
    ]
    const types = new Set(known.map(([, type]) => type))
    const diagrams = [...page.matchAll(/```mermaid\n(.*?)```/gs)].map(([, text = '']) => text)
    expect(diagrams).toHaveLength(4)
    const events = /\b(?:mutation|foreign-change|sign-out|signed-out|sign-in|answer|clock-set|doubted)[a-z-]*/g
    const named = diagrams.flatMap((text) => text.replaceAll(/\/session\/[a-z-]+/g, '').match(events) ?? [])
    expect(named.length).toBeGreaterThan(10)
    const codes = ['sign-out-unconfirmed']
    expect(named.filter((name) => !types.has(name) && !codes.includes(name) && name.includes('-'))).toEqual([])
  })
})

/** An example for each row of the table, in its order: shown from 100 to 120 unless it says otherwise. */
const shown: Interval = { askedAt: 100, heardAt: 120 }
const examples: readonly (readonly [Interval, Freshness])[] = [
  [
    { askedAt: 80, heardAt: 99 },
    { shown, doubtedAt: 50 },
  ],
  [
    { askedAt: 60, heardAt: 70 },
    { shown: undefined, doubtedAt: 50 },
  ],
  [
    { askedAt: 40, heardAt: 130 },
    { shown: undefined, doubtedAt: 50 },
  ],
  [
    { askedAt: 121, heardAt: 130 },
    { shown, doubtedAt: 50 },
  ],
  [
    { askedAt: 110, heardAt: 130 },
    { shown, doubtedAt: 50 },
  ],
  [
    { askedAt: 40, heardAt: 130 },
    { shown, doubtedAt: 50 },
  ],
  [
    { askedAt: 130, heardAt: 140 },
    { shown, doubtedAt: 150 },
  ],
]

describe('the table of orders', () => {
  const rows = tableOf('answer was heard')

  test('has an example for each row', () => {
    expect(rows).toHaveLength(examples.length)
  })

  test.each(examples.map(([answer, freshness], row) => ({ row, answer, freshness })))(
    'says in row $row what orderOf gives',
    ({ row, answer, freshness }) => {
      expect(orderOf(answer, freshness)).toBe(rows[row]?.[3])
    },
  )
})
