import { countColdBurst } from '../counts/cold-burst.js'
import { countIdleHour, countPollingHour } from '../counts/idle-hour.js'
import { countNotifications } from '../counts/notifications.js'
import { countFirstToken, countSwitch } from '../counts/round-trips.js'
import { countMints } from '../counts/ten-tabs.js'
import { total } from '../world/browser.js'

/** @type {import('../sections.js').NamedSection[]} */
export const requestSections = [
  {
    name: 'cold',
    title: '10 000 getToken() at once on a page that knows nothing',
    rows: async () => {
      const rows = []
      for (const firstToken of [false, true]) {
        const { requests } = await countColdBurst({ firstToken })
        const { roundTrips } = await countFirstToken(firstToken)
        rows.push({
          '': firstToken ? 'firstToken' : 'nothing else',
          requests: total(requests),
          'round trips': roundTrips,
        })
      }
      return rows
    },
  },
  {
    name: 'idle',
    title: 'An idle hour, one tab of them seen; and with a client that asks every 30 s in each tab',
    rows: async () => {
      const rows = []
      for (const tabs of [1, 10, 50]) {
        const idle = await countIdleHour({ tabs })
        const polling = await countPollingHour({ tabs })
        rows.push({ tabs, requests: idle.total, 'tokens minted': idle.mints, polling: polling.total })
      }
      return rows
    },
  },
  {
    name: 'mints',
    title: 'Tokens minted per life of a token, read every 5 s in each tab; one in use is renewed after two thirds',
    rows: async () => {
      const of = async (/** @type {string} */ name, /** @type {Parameters<typeof countMints>[0]} */ options) => ({
        '': name,
        'per life': (await countMints(options)).perLifetime,
      })
      return [
        await of('one tab', { tabs: 1, visible: 1 }),
        await of('ten tabs, one seen', { tabs: 10, visible: 1 }),
        await of('ten tabs, one seen, all reading in the same instant', { tabs: 10, visible: 1, together: true }),
        await of('ten tabs, all seen', { tabs: 10, visible: 10 }),
        await of('ten tabs, none seen', { tabs: 10, visible: 0, together: true }),
      ]
    },
  },
  {
    name: 'switch',
    title: 'Round trips a user waits for',
    rows: async () => {
      const { shown, token } = await countSwitch()
      return [
        { '': 'switchOrganization() until the page shows it', 'round trips': shown.roundTrips },
        { '': 'the first token after it', 'round trips': token.roundTrips },
      ]
    },
  },
  {
    name: 'notifications',
    title: 'Notifications of 1 000 listeners',
    rows: async () => {
      const { ofUnchanged, ofSwitch } = await countNotifications()
      return [
        { '': 'a retrieval that brings nothing new', count: ofUnchanged },
        { '': 'a switch of organization', count: ofSwitch },
      ]
    },
  },
]
