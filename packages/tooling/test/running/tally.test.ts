import { expect, test } from 'vitest'
import { closingLine, tally } from '../../src/running/tally.js'

const file = (fileState: string, ...testStates: string[]) => ({
  relativeModuleId: 'a.test.ts',
  state: () => fileState,
  diagnostic: () => ({ collectDuration: 200, duration: 1_000 }),
  children: { allTests: () => testStates.map((state) => ({ result: () => ({ state }) })) },
})

test('tests are counted, not files, and skipped ones are neither passed nor failed', () => {
  const files = [file('passed', 'passed', 'passed', 'skipped'), file('failed', 'passed', 'failed')]
  expect(tally(files, [])).toMatchObject({ passed: 3, failed: 1 })
})

test('a file that cannot be loaded counts as a failure', () => {
  expect(tally([file('passed', 'passed'), file('failed')], [])).toMatchObject({ passed: 1, failed: 1 })
})

test('an error that no test caught counts as a failure', () => {
  expect(tally([file('passed', 'passed')], [new Error('late')])).toMatchObject({ passed: 1, failed: 1 })
})

test('the time of a file is that of its tests and of loading it', () => {
  expect(tally([file('passed', 'passed')], []).files).toEqual([{ name: 'a.test.ts', ms: 1_200 }])
})

test('the closing line is plain', () => {
  expect(closingLine({ passed: 12, failed: 0 })).toBe('12 passed, 0 failed')
})

test('the closing line says how many files were skipped', () => {
  expect(closingLine({ passed: 12, failed: 0, skippedFiles: 3 })).toBe(
    '12 passed, 0 failed, 3 test files skipped for want of a browser',
  )
})
