import { countColdBurst } from './counts/cold-burst.js'
import { countIdleHour, countPollingHour } from './counts/idle-hour.js'
import { countNotifications } from './counts/notifications.js'
import { countFirstToken, countSwitch } from './counts/round-trips.js'
import { countMints } from './counts/ten-tabs.js'
import { measureHeap } from './times/heap.js'
import { growMemberships, sizes } from './times/memberships.js'
import { raceMemberships, raceSnapshots } from './times/snapshot.js'
import { raceWarmToken } from './times/warm-token.js'
import { total } from './world/browser.js'

/**
 * @typedef {Record<string, string | number>} Row
 * @typedef {{ title: string, rows: () => Promise<Row[]> }} Section
 */

/** All measurements, in display order. Times are comparable within one run only; counts in any run. @type {Section[]} */
export const sections = [
  {
    title: 'A cached token, at most 3 times as slow as the first line',
    rows: async () =>
      (await raceWarmToken()).map(({ name, ns, ratio }) => ({ '': name, ns: Math.round(ns), ratio: rounded(ratio) })),
  },
  {
    title:
      'A session with two accounts, from JSON to notified listeners: the commit takes at most 5 times the first line',
    rows: async () => {
      const { bytes, laps } = await raceSnapshots()
      return laps.map(({ name, ns, ratio }) => ({
        '': name.replace('JSON.parse', `JSON.parse of ${bytes} bytes`),
        µs: rounded(ns / 1_000),
        ratio: rounded(ratio),
      }))
    },
  },
  {
    title: 'Sessions with many accounts, each in an organization, from JSON to state: constant time per account',
    rows: async () =>
      (await raceMemberships()).map(({ count, ns, ratio }) => ({
        '': `${count} accounts`,
        'µs for each': rounded(ns / 1_000),
        'ratio to JSON.parse': rounded(ratio),
      })),
  },
  {
    title:
      'A picker of organizations, by how many there are, ms: a switch takes the same time for all if the list is not on screen',
    rows: async () =>
      (await growMemberships()).map(({ name, ms, exponent }) => ({
        '': name,
        ...Object.fromEntries(ms.map((value, index) => [`of ${sizes[index]}`, rounded(value)])),
        exponent: Number(exponent.toFixed(2)),
      })),
  },
  {
    title: 'Requests',
    rows: async () => {
      const burst = await countColdBurst()
      const idle = await countIdleHour()
      const polling = await countPollingHour()
      return [
        counted('10 000 getToken() at once on a page that knows nothing', total(burst.requests), '2'),
        counted('an idle hour of ten tabs, one of them seen', idle.total, `at most ${polling.total / 10}`),
        counted('the same with a client that asks every 30 s in each tab', polling.total, ''),
      ]
    },
  },
  {
    title: 'Tokens minted in ten lifetimes, read every 5 s in each tab, renewed after two thirds',
    rows: async () => {
      const alone = (await countMints({ tabs: 1, visible: 1 })).mints
      const ten = async (/** @type {string} */ name, /** @type {number} */ visible, together = false) =>
        counted(
          name,
          (await countMints({ tabs: 10, visible, together })).mints,
          visible > 1 ? 'at most 15' : `${alone}`,
        )
      return [
        counted('one tab', alone, 'at most 15'),
        await ten('ten tabs, one seen', 1),
        await ten('ten tabs, one seen, all reading in the same instant', 1, true),
        await ten('ten tabs, all seen', 10),
        await ten('ten tabs, all seen, all reading in the same instant', 10, true),
      ]
    },
  },
  {
    title: 'Round trips a user waits for',
    rows: async () => {
      const { shown, token } = await countSwitch()
      return [
        counted('first token of a page', (await countFirstToken(false)).roundTrips, '2'),
        counted('first token of a page with firstToken', (await countFirstToken(true)).roundTrips, '1'),
        counted('switchOrganization() until the page shows it', shown.roundTrips, '2'),
        counted('the first token after it', token.roundTrips, '1'),
      ]
    },
  },
  {
    title: 'Notifications of 1 000 listeners',
    rows: async () => {
      const { ofUnchanged, ofSwitch } = await countNotifications()
      return [
        counted('a retrieval that brings nothing new', ofUnchanged, '0'),
        counted('a switch of organization', ofSwitch, '1000'),
      ]
    },
  },
  {
    title: 'Heap after create, start and stop',
    rows: async () => {
      const { before, after, perCycle } = await measureHeap()
      return [
        { '': 'after 1 000 cycles', bytes: before },
        { '': 'after 10 000 cycles', bytes: after },
        { '': 'growth a cycle', bytes: Math.round(perCycle) },
      ]
    },
  },
]

/** @param {string} name @param {number} count @param {string} goal @returns {Row} */
const counted = (name, count, goal) => ({ '': name, count, goal })

/** @param {number} value */
const rounded = (value) => Number(value.toPrecision(3))
