/** @param {number[]} values @param {number} share 0.99 for the 99th percentile */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5)

/** Half the range of the middle half of the values, in percent of their median. @param {number[]} values */
export const spread = (values) =>
  Math.round(((quantile(values, 0.75) - quantile(values, 0.25)) / 2 / median(values)) * 100)

/** The slope of the line that fits best in logarithms: 0 is constant, 1 proportional. @param {number[]} xs @param {number[]} ys */
export function exponentOf(xs, ys) {
  const deviations = (/** @type {number[]} */ values) => {
    const logarithms = values.map(Math.log)
    const mean = sumOf(logarithms) / values.length
    return logarithms.map((value) => value - mean)
  }
  const [left, right] = [deviations(xs), deviations(ys)]
  return sumOf(left.map((x, index) => x * (right[index] ?? 0))) / sumOf(left.map((x) => x * x))
}

/** With three significant digits. @param {number} value */
export const rounded = (value) => Number(value.toPrecision(3))

const sumOf = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0)
