/**
 * Returns a sentence for each entry over its budget. An entry without a budget is also over: every entry must have one.
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
