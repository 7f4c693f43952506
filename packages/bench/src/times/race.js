import { measure } from 'mitata'
import { quick } from '../effort.js'
import { median, rounded, spread } from './statistics.js'

/**
 * @typedef {object} Lap
 * @property {string} name
 * @property {number} ns of one call, the median of the rounds
 * @property {number} ratio to the first contestant, the median of the rounds
 * @property {number} spread half the range of the middle half of the ratios, in percent; for the first contestant, of its times
 */

/** Many short rounds rather than few long ones, so that ratios are stable even on a busy machine. */
const rounds = quick ? 5 : 41
const roundNs = 10e6
/** A long call is not repeated more often within a round: there are enough rounds. */
const fewestSamples = 3
/** Longer calls are timed one by one: the mean of a batch would include what else the machine did. */
const longestBatchedNs = 1_000

/**
 * Times functions in turns, so that other load on the machine affects all of them alike.
 *
 * @param {Record<string, () => unknown>} contestants the first is the baseline of the others
 * @returns {Promise<Lap[]>}
 */
export async function race(contestants) {
  /** @type {Record<string, number>[]} */
  const results = []
  for (let round = 0; round < rounds; round++) {
    /** @type {Record<string, number>} */
    const result = {}
    // Use the fastest quarter of each round: other load can only make it slower.
    for (const [name, run] of Object.entries(contestants))
      result[name] = (
        await measure(run, { min_cpu_time: roundNs, min_samples: fewestSamples, batch_threshold: longestBatchedNs })
      ).p25
    results.push(result)
  }
  const [first = ''] = Object.keys(contestants)
  return Object.keys(contestants).map((name) => {
    const times = results.map((result) => result[name] ?? Number.NaN)
    const ratios = results.map((result) => (result[name] ?? Number.NaN) / (result[first] ?? Number.NaN))
    return { name, ns: median(times), ratio: median(ratios), spread: spread(name === first ? times : ratios) }
  })
}

/**
 * Laps as rows of a table.
 *
 * @param {Lap[]} laps
 * @param {{ unit?: 'ns' | 'µs' | 'ms' }} [options]
 * @returns {import('../sections.js').Row[]}
 */
export function lapRows(laps, { unit = 'ns' } = {}) {
  const nsPerUnit = { ns: 1, µs: 1_000, ms: 1_000_000 }[unit]
  return laps.map(({ name, ns, ratio, spread }) => ({
    '': name,
    [unit]: rounded(ns / nsPerUnit),
    ratio: rounded(ratio),
    '± %': spread,
  }))
}
