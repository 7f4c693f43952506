/**
 * The part of vitest's JSON report that we read.
 *
 * @typedef {object} Report
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults
 */

/**
 * The last line of a run. A file that fails as a whole, because it cannot be loaded say, counts as one failure.
 *
 * @param {Report} report
 */
export function closingLine({ numPassedTests, numFailedTests, testResults }) {
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
  return `${numPassedTests} passed, ${numFailedTests + brokenFiles.length} failed`
}
