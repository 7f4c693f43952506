const begin = '<!-- pnpm bench --write: begin -->'
const end = '<!-- pnpm bench --write: end -->'

/**
 * A text with the table of the targets between two markers.
 *
 * @param {string} text
 * @param {import('./target-table.js').Verdict[]} verdicts
 * @param {string} machine on which they were measured
 */
export function withTable(text, verdicts, machine) {
  const [before, rest] = text.split(begin)
  const [, after] = rest?.split(end) ?? []
  if (before === undefined || after === undefined) throw new Error(`The text has no ${begin} and ${end}`)
  const head = ['what', 'target', 'measured', 'met', 'others']
  const rows = verdicts.map(({ what, target, measured, met, peers }) => [what, target, measured, met, peers])
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const rule = widths.map((width) => '-'.repeat(width))
  // As the formatter has it.
  const lines = [head, rule, ...rows].map(
    (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  )
  return `${before}${begin}\n\n${lines.join('\n')}\n\nRatios from one run; absolute times vary. Measured on ${machine}.\n\n${end}${after}`
}
