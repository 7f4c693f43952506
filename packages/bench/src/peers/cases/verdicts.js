/**
 * @typedef {object} Played
 * @property {string} client
 * @property {string} scenario
 * @property {import('./scenarios.js').Verdict | { cannot: string } | { error: string }} verdict
 */

/** @param {Played['verdict']} verdict */
function mark(verdict) {
  if ('cannot' in verdict) return '–'
  if ('error' in verdict) return 'error'
  return verdict.passed ? 'pass' : 'FAIL'
}

/**
 * One row per scenario, one column per client.
 *
 * @param {Played[]} played
 * @param {Record<string, { title: string }>} scenarios
 * @returns {Record<string, string>[]}
 */
export const markRows = (played, scenarios) =>
  Object.entries(scenarios).map(([key, { title }]) => ({
    '': title,
    ...Object.fromEntries(
      played.filter(({ scenario }) => scenario === key).map(({ client, verdict }) => [client, mark(verdict)]),
    ),
  }))

/**
 * One row for each mark that is no pass: what was seen, or why the scenario does not apply.
 *
 * @param {Played[]} played
 * @param {Record<string, { title: string }>} scenarios
 * @returns {Record<string, string>[]}
 */
export const reasonRows = (played, scenarios) =>
  played
    .filter(({ verdict }) => mark(verdict) !== 'pass')
    .map(({ client, scenario, verdict }) => ({
      '': client,
      scenario: scenarios[scenario]?.title ?? scenario,
      result: mark(verdict),
      'seen, or why not': 'cannot' in verdict ? verdict.cannot : 'error' in verdict ? verdict.error : verdict.saw,
    }))
