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
  token: (sections) => compare(rowsOf(sections, 'A cached token').filter(isCall), 'ratio', () => true),
  /** @param {Measured[]} sections */
  size: (sections) =>
    compare(rowsOf(sections, 'Size of what an app imports'), 'esbuild', (name) => alike.includes(name)),
  /** @param {Measured[]} sections @returns {Comparison} */
  burst(sections) {
    const others = numbersOf(rowsOf(sections, 'An expired token'), 'requests of 10000').filter(
      ({ name }) => name !== us,
    )
    return { ours: [], peers: listed(others.map(({ name, value }) => `${name} ${value}`)) }
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
      peers: listed(others.map(({ client, text }) => `${client} ${text}`)),
    }
  },
}

/** The rows of the section about other clients whose title begins with this. @param {Measured[]} sections @param {string} start */
const rowsOf = (sections, start) =>
  sections.find(({ name, title }) => name.startsWith('peers') && title.startsWith(start))?.rows ?? []

/** Not a floor, whose row names no client. @param {Row} row */
const isCall = (row) => String(row['']).includes(': ')

/** @param {Row[]} rows @param {string} column @param {(name: string) => boolean} isRival whom we must not be above */
function compare(rows, column, isRival) {
  const numbers = numbersOf(rows, column)
  const ours = numbers.find(({ name }) => name === us)
  const others = numbers.filter(({ name }) => name !== us).toSorted((one, other) => one.value - other.value)
  const ahead = others.filter(({ name, value }) => ours && isRival(name) && value < ours.value)
  const best = ahead.length > 0 ? `behind ${ahead.map(({ name }) => name).join(', ')}` : 'ahead of others'
  return {
    ours: [ours ? { text: best, isMet: ahead.length === 0 } : { text: `others ${notRun}`, isMet: undefined }],
    peers: listed(others.map(({ name, value }) => `${name} ${value}`)),
  }
}

/** A client's row may say after a colon what is measured of it. @param {Row[]} rows @param {string} column */
const numbersOf = (rows, column) =>
  rows.flatMap((row) => {
    const [name = ''] = String(row['']).split(': ')
    return typeof row[column] === 'number' ? [{ name, value: row[column] }] : []
  })

/** @param {string[]} texts */
const listed = (texts) => (texts.length > 0 ? texts.join(', ') : notRun)
