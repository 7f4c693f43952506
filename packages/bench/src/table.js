/**
 * Rows as aligned text, numbers to the right.
 *
 * @param {Record<string, string | number>[]} rows all with the same keys
 */
export function table(rows) {
  const columns = Object.keys(rows[0] ?? {})
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => String(row[column]).length)))
  const lines = rows.map((row) =>
    columns.map((column, index) => {
      const width = widths[index] ?? 0
      const cell = row[column]
      return typeof cell === 'number' ? String(cell).padStart(width) : String(cell).padEnd(width)
    }),
  )
  const head = columns.map((column, index) =>
    typeof rows[0]?.[column] === 'number' ? column.padStart(widths[index] ?? 0) : column.padEnd(widths[index] ?? 0),
  )
  return [head, ...lines].map((cells) => cells.join('  ').trimEnd()).join('\n')
}
