import { expect, test } from 'vitest'
import { closingLine } from '../src/closing-line.js'

const file = (status: string, ...assertions: string[]) => ({
  status,
  assertionResults: assertions.map((assertion) => ({ status: assertion })),
})

test('the closing line counts tests', () => {
  const testResults = [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')]
  expect(closingLine({ numPassedTests: 3, numFailedTests: 1, testResults })).toBe('3 passed, 1 failed')
})

test('a file that cannot be loaded counts as a failure', () => {
  const testResults = [file('passed', 'passed'), file('failed')]
  expect(closingLine({ numPassedTests: 1, numFailedTests: 0, testResults })).toBe('1 passed, 1 failed')
})
