import { accountCounts, growAccounts } from '../times/bodies.js'
import { growSubscribers, growTabs, subscriberCounts, tabCounts } from '../times/growth.js'
import { growMemberships, membershipCounts } from '../times/memberships.js'
import { rounded } from '../times/statistics.js'

/** @type {import('../sections.js').NamedSection[]} */
export const growthSections = [
  growth('memberships', 'A picker of organizations, by how many there are, ms', membershipCounts, growMemberships),
  growth('subscribers', 'A session of 11 kB, by how many listen, ms', subscriberCounts, growSubscribers),
  growth('accounts', 'A session, by how many accounts it has, ms', accountCounts, async () => [await growAccounts()]),
  growth('tabs', 'Tabs of one browser, the work of all together, ms', tabCounts, async () => [await growTabs()]),
]

/**
 * @param {string} name
 * @param {string} title
 * @param {number[]} sizes
 * @param {() => Promise<import('../times/memberships.js').Growth[]>} grow
 * @returns {import('../sections.js').NamedSection}
 */
function growth(name, title, sizes, grow) {
  return {
    name,
    title,
    rows: async () =>
      (await grow()).map((one) => ({
        '': one.name,
        ...Object.fromEntries(one.ms.map((ms, index) => [`of ${sizes[index]}`, rounded(ms)])),
        exponent: Number(one.exponent.toFixed(2)),
      })),
  }
}
