import { growthSections } from './sections/growth.js'
import { memorySections } from './sections/memory.js'
import { pageSections } from './sections/pages.js'
import { requestSections } from './sections/requests.js'
import { serverSections } from './sections/server.js'
import { timeSections } from './sections/times.js'

/**
 * @typedef {Record<string, string | number>} Row
 *
 * @typedef {object} Section
 * @property {string} title
 * @property {() => Promise<Row[]>} rows
 *
 * @typedef {Section & { readonly name: string }} NamedSection
 */

/** All measurements of our own. Times are comparable within one run only; counts in any run. @type {NamedSection[]} */
export const sections = [
  ...timeSections,
  ...requestSections,
  ...pageSections,
  ...growthSections,
  ...serverSections,
  ...memorySections,
]

/** What is measured with others, by the same functions for all. @returns {Promise<NamedSection[]>} */
export async function loadPeerSections() {
  const { peerSections } = await import('./peers/section.js')
  return peerSections.map((section, index) => ({ ...section, name: `peers-${index + 1}` }))
}
