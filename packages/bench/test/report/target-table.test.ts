import { expect, test } from 'vitest'
import { machineOf } from '../../src/report/machine.js'
import { withTable } from '../../src/report/readme.js'
import { verdicts } from '../../src/report/target-table.js'
import type { Target } from '../../src/report/targets.js'

const token: Target = {
  what: 'A cached token',
  target: '≤ 2 ×, faster than others',
  checks: [{ section: 'token', row: { '': 'getToken()' }, column: 'ratio', atMost: 2, unit: '×' }],
  compared: 'token',
}
const measured = (ratio: number) => ({ name: 'token', title: 'A cached token', rows: [{ '': 'getToken()', ratio }] })
const others = (ours: number) => ({
  name: 'peers-1',
  title: 'A cached token: the ratio is to the first line',
  rows: [
    { '': 'async () => value', ratio: 1 },
    { '': 'Clerk: clerk.session.getToken()', ratio: 30 },
    { '': 'Wachter: client.getToken()', ratio: ours },
  ],
})

test('a target is met at its limit, and missed above it', () => {
  expect(verdicts([token], [measured(2)])).toMatchObject([{ measured: '2 ×, others not run', met: 'yes' }])
  expect(verdicts([token], [measured(2.1)])).toMatchObject([{ met: 'no: 2.1 ×' }])
})

test('a section that did not run or failed decides nothing', () => {
  const failed = { name: 'token', title: 'A cached token' }
  for (const sections of [[], [failed]])
    expect(verdicts([token], sections)).toMatchObject([{ met: 'not run', peers: 'not run' }])
})

test('others are named with their numbers, a floor is none of them, and who is about as fast is level with us', () => {
  expect(verdicts([token], [measured(2), others(2.5)])).toMatchObject([
    { measured: '2 ×, ahead of others', met: 'yes', peers: 'Clerk 30 ×' },
  ])
  expect(verdicts([token], [measured(2), others(34)])).toMatchObject([{ met: 'no: behind Clerk' }])
  expect(verdicts([token], [measured(2), others(29)])).toMatchObject([{ met: 'no: level with Clerk' }])
})

test('a scenario that a client cannot play counts neither for nor against it', () => {
  const scenarios: Target = { what: 'Scenarios', target: 'all pass', checks: [], compared: 'scenarios' }
  const rows = [
    { '': 'a switch', Wachter: 'pass', Clerk: 'FAIL', Auth0: '–' },
    { '': 'a sleep', Wachter: 'pass', Clerk: 'pass', Auth0: 'pass' },
  ]
  const section = { name: 'peers-2', title: 'What clients do when it matters', rows }
  expect(verdicts([scenarios], [section])).toMatchObject([
    { measured: '2 of 2', met: 'yes', peers: 'Clerk 1 of 2, Auth0 1 of 1' },
  ])
})

test('only a client with accounts and organizations has to be larger', () => {
  const size: Target = { what: 'Size', target: 'smaller than others', checks: [], compared: 'size' }
  const sized = (clerk: number) => ({
    name: 'peers-6',
    title: 'Size of what an app imports',
    rows: [
      { '': 'Wachter', esbuild: 22_000 },
      { '': 'Clerk: its headless build', esbuild: clerk },
      { '': 'Better Auth', esbuild: 15_000 },
    ],
  })
  const peers = 'Better Auth 15000 bytes, Clerk 50000 bytes'
  expect(verdicts([size], [sized(50_000)])).toMatchObject([{ measured: 'ahead of Clerk', met: 'yes', peers }])
  expect(verdicts([size], [sized(20_000)])).toMatchObject([{ measured: 'behind Clerk', met: 'no' }])
})

test('a target about a row that is not there is an error', () => {
  const renamed = { ...measured(1), rows: [{ '': 'token()', ratio: 1 }] }
  expect(() => verdicts([token], [renamed])).toThrow('token has no ratio of getToken()')
})

test('the table stands between its markers, and the text around it stays', () => {
  const text = 'before <!-- pnpm bench --write: begin -->old<!-- pnpm bench --write: end --> after'
  const written = withTable(text, verdicts([token], [measured(2)]), '2 cores')
  expect(written).toMatch(/^before <!--.*-->\n\n\| what /)
  expect(written).toContain('| A cached token | ≤ 2 ×, faster than others | 2 ×, others not run | yes | not run |')
  expect(written).toMatch(/--> after$/)
  expect(written).not.toContain('old')
  expect(withTable(written, verdicts([token], [measured(2)]), '2 cores')).toBe(written)
  expect(() => withTable('no markers', [], '')).toThrow('no <!--')
})

test('a machine is described in general words', () => {
  const cores = Array.from({ length: 2 }, () => ({ model: 'Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz' }))
  expect(machineOf(cores, 'linux')).toBe('2 cores, Intel Xeon, linux')
  expect(machineOf([{ model: 'Apple M1' }], 'darwin')).toBe('1 core, Apple M1, darwin')
})
