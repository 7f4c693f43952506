import { writeFile } from 'node:fs/promises'

/**
 * The parts of vitest's test module that we use.
 *
 * @typedef {object} TestFile
 * @property {string} relativeModuleId
 * @property {() => string} state
 * @property {() => { collectDuration: number, duration: number }} diagnostic both in ms
 * @property {{ allTests: () => Iterable<{ result: () => { state: string } }> }} children
 */

/**
 * The test results that the reporter writes.
 *
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {import('./times.js').Time[]} files the time of each file
 */

/**
 * Counts tests. A file that fails as a whole, for example because it cannot be loaded, counts as one failure, and so does
 * an uncaught error.
 *
 * @param {readonly TestFile[]} files
 * @param {readonly unknown[]} uncaught
 * @returns {Tally}
 */
export function tally(files, uncaught) {
  let passed = 0
  let failed = uncaught.length
  for (const file of files) {
    const states = [...file.children.allTests()].map((test) => test.result().state)
    const failures = states.filter((state) => state === 'failed').length
    passed += states.filter((state) => state === 'passed').length
    failed += failures === 0 && file.state() === 'failed' ? 1 : failures
  }
  return { passed, failed, files: files.map(timeOf) }
}

/** @param {TestFile} file */
function timeOf(file) {
  const { collectDuration, duration } = file.diagnostic()
  return { name: file.relativeModuleId, ms: collectDuration + duration }
}

/** @param {{ passed: number, failed: number, skippedFiles?: number }} counts */
export function closingLine({ passed, failed, skippedFiles = 0 }) {
  const skipped = skippedFiles > 0 ? `, ${skippedFiles} test files skipped for want of a browser` : ''
  return `${passed} passed, ${failed} failed${skipped}`
}

/** A vitest reporter that writes the tally to the file `WACHTER_TALLY`, and prints nothing. */
export default function createTallyReporter() {
  return {
    /**
     * @param {readonly TestFile[]} files
     * @param {readonly unknown[]} uncaught
     */
    async onTestRunEnd(files, uncaught) {
      if (process.env.WACHTER_TALLY) await writeFile(process.env.WACHTER_TALLY, JSON.stringify(tally(files, uncaught)))
    },
  }
}
