/**
 * What is larger than it may be, a sentence each. What has no budget is too large: every entry must have one.
 *
 * @param {import('./measure.js').Measurement[]} measurements
 * @param {Record<string, number>} budgets gzip bytes by name
 */
export function overBudget(measurements, budgets) {
  return measurements.flatMap(({ name, bundler, gzip }) => {
    const budget = budgets[name]
    if (budget === undefined) return [`${name} has no budget.`]
    return gzip > budget ? [`${name} is ${gzip} bytes gzip by ${bundler}, above its budget of ${budget}.`] : []
  })
}
