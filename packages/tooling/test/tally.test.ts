import { expect, test } from 'vitest'
import { closingLine, tally } from '../src/tally.js'

const file = (fileState: string, ...testStates: string[]) => ({
  state: () => fileState,
  children: { allTests: () => testStates.map((state) => ({ result: () => ({ state }) })) },
})

test('tests are counted, not files, and skipped ones are neither passed nor failed', () => {
  const files = [file('passed', 'passed', 'passed', 'skipped'), file('failed', 'passed', 'failed')]
  expect(tally(files, [])).toEqual({ passed: 3, failed: 1 })
})

test('a file that cannot be loaded counts as a failure', () => {
  expect(tally([file('passed', 'passed'), file('failed')], [])).toEqual({ passed: 1, failed: 1 })
})

test('an error that no test caught counts as a failure', () => {
  expect(tally([file('passed', 'passed')], [new Error('late')])).toEqual({ passed: 1, failed: 1 })
})

test('the closing line is plain', () => {
  expect(closingLine({ passed: 12, failed: 0 })).toBe('12 passed, 0 failed')
})
