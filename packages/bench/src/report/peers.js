/**
 * @typedef {import('../sections.js').Row} Row
 * @typedef {import('./target-table.js').Measured} Measured
 * @typedef {{ text: string, isMet: boolean | undefined }} Judged
 * @typedef {{ ours: Judged[], peers: string }} Comparison
 */

export const notRun = 'not run'
const us = 'Wachter'
/** They have several accounts at once and organizations; so has Better Auth, without a cached token and without tabs. */
const alike = ['Clerk']

/** What the sections about other clients say about a target. */
export const comparisons = {
  /** @param {Measured[]} sections */
  token: (sections) =>
    compare(rowsOf(sections, 'A cached token').filter(isCall), { column: 'ratio', unit: '×', margin: 1.1 }),
  /** @param {Measured[]} sections */
  size: (sections) =>
    compare(rowsOf(sections, 'Size of what an app imports'), {
      column: 'esbuild',
      unit: 'bytes',
      isRival: (name) => alike.includes(name),
    }),
  /** @param {Measured[]} sections @returns {Comparison} */
  burst(sections) {
    const others = numbersOf(rowsOf(sections, 'An expired token'), 'requests of 10000').filter(
      ({ name }) => name !== us,
    )
    return { ours: [], peers: others.length > 0 ? `requests: ${listed(others)}` : notRun }
  },
  /** @param {Measured[]} sections @returns {Comparison} */
  scenarios(sections) {
    const rows = rowsOf(sections, 'What clients do when it matters')
    const clients = Object.keys(rows[0] ?? {}).filter((column) => column !== '')
    const scores = clients.map((client) => {
      const marks = rows.map((row) => row[client]).filter((mark) => mark !== '–')
      const passed = marks.filter((mark) => mark === 'pass').length
      return { client, text: `${passed} of ${marks.length}`, isMet: passed === marks.length }
    })
    const others = scores.filter(({ client }) => client !== us)
    const ours = scores.filter(({ client }) => client === us)
    return {
      ours: ours.length > 0 ? ours : [{ text: notRun, isMet: undefined }],
      peers: listed(others.map(({ client, text }) => ({ name: client, value: text }))),
    }
  },
}

/** The rows of the section about other clients whose title begins with this. @param {Measured[]} sections @param {string} start */
const rowsOf = (sections, start) =>
  sections.find(({ name, title }) => name.startsWith('peers') && title.startsWith(start))?.rows ?? []

/** Not a floor, whose row names no client. @param {Row} row */
const isCall = (row) => String(row['']).includes(': ')

/**
 * @param {Row[]} rows
 * @param {object} by
 * @param {string} by.column
 * @param {string} by.unit
 * @param {number} [by.margin] who is above us by less than this factor is level with us: another run may have it otherwise
 * @param {(name: string) => boolean} [by.isRival] whom we must be ahead of
 * @returns {Comparison}
 */
function compare(rows, { column, unit, margin = 1, isRival = () => true }) {
  const numbers = numbersOf(rows, column)
  const ours = numbers.find(({ name }) => name === us)?.value
  const others = numbers.filter(({ name }) => name !== us).toSorted((one, other) => one.value - other.value)
  const peers = listed(others, unit)
  if (ours === undefined) return { ours: [{ text: `others ${notRun}`, isMet: undefined }], peers }
  const rivals = others.filter(({ name }) => isRival(name))
  const ahead = rivals.filter(({ value }) => value * margin < ours)
  const level = rivals.filter(({ value }) => value * margin >= ours && value < ours * margin)
  const texts = [
    ...(ahead.length > 0 ? [`behind ${namesOf(ahead)}`] : []),
    ...(level.length > 0 ? [`level with ${namesOf(level)}`] : []),
  ]
  return {
    ours: [
      {
        text: texts.join(', ') || `ahead of ${rivals.length < others.length ? namesOf(rivals) : 'others'}`,
        isMet: texts.length === 0,
      },
    ],
    peers,
  }
}

/** A client's row may say after a colon what is measured of it. @param {Row[]} rows @param {string} column */
const numbersOf = (rows, column) =>
  rows.flatMap((row) => {
    const [name = ''] = String(row['']).split(': ')
    return typeof row[column] === 'number' ? [{ name, value: row[column] }] : []
  })

/** @param {{ name: string }[]} clients */
const namesOf = (clients) => clients.map(({ name }) => name).join(' and ')

/** @param {{ name: string, value: string | number }[]} others @param {string} [unit] */
const listed = (others, unit = '') =>
  others.length > 0 ? others.map(({ name, value }) => `${name} ${value} ${unit}`.trim()).join(', ') : notRun
