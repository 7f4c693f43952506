/**
 * @typedef {object} Time
 * @property {string} name
 * @property {number} ms
 */

/**
 * Formats times as lines below a title, the longest first.
 *
 * @param {string} title
 * @param {readonly Time[]} times
 * @param {number} [most] maximum number of lines
 */
export function timesTable(title, times, most = times.length) {
  const longest = [...times].sort((one, other) => other.ms - one.ms).slice(0, most)
  return [title, ...longest.map(({ name, ms }) => `${seconds(ms).padStart(9)}  ${name}`)].join('\n')
}

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`
