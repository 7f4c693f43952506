import { measure } from 'mitata'

/**
 * @typedef {object} Lap
 * @property {string} name
 * @property {number} ns of one call, the median of the rounds
 * @property {number} ratio to the first contestant, the median of the rounds
 */

/** Many short rounds rather than few long ones, so that ratios are stable even on a busy machine. */
const rounds = 41
const roundNs = 10e6

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
      result[name] = (await measure(run, { min_cpu_time: roundNs })).p25
    results.push(result)
  }
  const [first = ''] = Object.keys(contestants)
  return Object.keys(contestants).map((name) => ({
    name,
    ns: median(results.map((result) => result[name] ?? Number.NaN)),
    ratio: median(results.map((result) => (result[name] ?? Number.NaN) / (result[first] ?? Number.NaN))),
  }))
}

/** @param {number[]} values */
export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
