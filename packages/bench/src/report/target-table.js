import { comparisons, notRun } from './peers.js'

/**
 * @typedef {import('../sections.js').Row} Row
 * @typedef {import('./targets.js').Target} Target
 * @typedef {import('./targets.js').Check} Check
 * @typedef {{ name: string, title: string, rows?: Row[] }} Measured a section; without rows when it failed
 * @typedef {{ what: string, target: string, measured: string, met: string, peers: string }} Verdict
 */

/**
 * What was measured of each target, and whether it is met.
 *
 * @param {Target[]} targets
 * @param {Measured[]} sections
 * @returns {Verdict[]}
 */
export const verdicts = (targets, sections) =>
  targets.map(({ what, target, checks, compared }) => {
    const own = checks.map((check) => judge(check, sections))
    const comparison = compared && comparisons[compared](sections)
    const all = comparison ? [...own, ...comparison.ours] : own
    return {
      what,
      target,
      measured: all.length > 0 ? all.map(({ text }) => text).join(', ') : notRun,
      met: metBy(all),
      peers: comparison ? comparison.peers : '',
    }
  })

/** @param {Check} check @param {Measured[]} sections */
function judge({ section, row, column, atMost, unit = '' }, sections) {
  const rows = sections.find(({ name }) => name === section)?.rows
  const found = rows?.find((one) => Object.entries(row).every(([key, value]) => one[key] === value))
  if (rows && found?.[column] === undefined) throw new Error(`${section} has no ${column} of ${Object.values(row)}`)
  const value = found?.[column]
  return value === undefined
    ? { text: notRun, isMet: undefined }
    : { text: `${grouped(value)} ${unit}`.trim(), isMet: Number(value) <= atMost }
}

/** What did not run decides nothing. @param {{ text: string, isMet: boolean | undefined }[]} judged */
function metBy(judged) {
  const known = judged.filter(({ isMet }) => isMet !== undefined)
  const missed = known.filter(({ isMet }) => !isMet)
  if (missed.length > 0)
    return missed.length < judged.length ? `no: ${missed.map(({ text }) => text).join(', ')}` : 'no'
  return known.length > 0 ? 'yes' : notRun
}

/** Digits in groups of three. @param {string | number} value */
const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ' ')
