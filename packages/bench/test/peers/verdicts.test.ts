import { expect, test } from 'vitest'
import { markRows, type Played, reasonRows } from '../../src/peers/cases/verdicts.js'

const scenarios = { offline: { title: 'Offline' }, burst: { title: 'A burst' } }
const played: Played[] = [
  { client: 'One', scenario: 'offline', verdict: { passed: true, saw: 'A' } },
  { client: 'One', scenario: 'burst', verdict: { passed: false, saw: '100 requests' } },
  { client: 'Other', scenario: 'offline', verdict: { cannot: 'keeps nothing' } },
  { client: 'Other', scenario: 'burst', verdict: { error: 'took longer than 90 s' } },
]

test('each scenario is a row with a mark for each client', () => {
  expect(markRows(played, scenarios)).toEqual([
    { '': 'Offline', One: 'pass', Other: '–' },
    { '': 'A burst', One: 'FAIL', Other: 'error' },
  ])
})

test('each mark that is no pass has its reason', () => {
  expect(reasonRows(played, scenarios).map((row) => Object.values(row))).toEqual([
    ['One', 'A burst', 'FAIL', '100 requests'],
    ['Other', 'Offline', '–', 'keeps nothing'],
    ['Other', 'A burst', 'error', 'took longer than 90 s'],
  ])
})
