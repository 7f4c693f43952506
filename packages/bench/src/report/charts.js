import { barChart, lineChart } from './svg.js'

/**
 * @typedef {import('../sections.js').Row} Row
 * @typedef {import('./target-table.js').Measured} Measured
 */

const growthNames = ['memberships', 'subscribers', 'accounts', 'tabs']

/**
 * The charts of a report, by the name of their file. A section that did not run has none.
 *
 * @param {Measured[]} sections
 * @returns {Record<string, string>}
 */
export function chartsOf(sections) {
  const rowsOf = (/** @type {string} */ section) => sections.find(({ name }) => name === section)?.rows ?? []
  const charts = {
    'token.svg': bars('A cached token, compared with a bare async function', rowsOf('token'), 'ratio', '×'),
    'body.svg': bars('From JSON to the atoms, compared with JSON.parse', rowsOf('body'), 'ratio', '×', (row) => {
      return `${Math.round(Number(row.bytes) / 1_000)} kB`
    }),
    'idle-hour.svg': bars('Requests in an idle hour', rowsOf('idle'), 'requests', '', (row) => `${row.tabs} tabs`),
    'page.svg': bars(
      'From the start of the client to the first answer of an API, at 300 ms',
      rowsOf('page').filter((row) => row['latency ms'] === 300),
      'API round trips',
      'round trips',
    ),
    'server.svg': bars('Page views a second of one process', rowsOf('server'), 'views a second', 'a second'),
    'growth.svg': growth(growthNames.flatMap(rowsOf)),
  }
  return Object.fromEntries(Object.entries(charts).flatMap(([name, chart]) => (chart ? [[name, chart]] : [])))
}

/**
 * @param {string} title
 * @param {Row[]} rows
 * @param {string} column
 * @param {string} unit
 * @param {(row: Row) => string} [labelOf]
 */
const bars = (title, rows, column, unit, labelOf = (row) => String(row[''])) =>
  rows.length > 0 &&
  barChart({ title, unit, bars: rows.map((row) => ({ label: labelOf(row), value: Number(row[column]) })) })

/** The columns of a growth are `of 100`, `of 1000` and so on. @param {Row[]} rows */
function growth(rows) {
  const lines = rows.map((row) => ({
    label: `${row['']}: exponent ${row.exponent}`,
    points: Object.entries(row)
      .filter(([column]) => column.startsWith('of '))
      .map(([column, ms]) => ({ x: Number(column.slice(3)), y: Number(ms) })),
  }))
  return lines.length > 0 && lineChart({ title: 'Time by how many there are', unit: 'ms', lines })
}
