import { quick } from '../effort.js'
import { entries } from '../entries.js'
import { measureClient, measureLifecycles } from '../memory/lifecycles.js'
import { measureWeek } from '../memory/week.js'

/** @type {import('../sections.js').NamedSection[]} */
export const memorySections = [
  {
    name: 'heap',
    title: 'The heap of clients: one of 1 000, and what is left after create, start and stop',
    rows: async () => {
      const client = await measureClient()
      const { before, after, perCycle } = await measureLifecycles()
      return [
        { '': 'a running client', bytes: Math.round(client) },
        { '': 'after 20 000 lifecycles', bytes: before },
        { '': 'after 30 000 lifecycles', bytes: after },
        { '': 'growth a lifecycle', bytes: Math.round(perCycle) },
      ]
    },
  },
  {
    name: 'week',
    title: 'The heap of a page that is open for days, in virtual time, and reads a token every minute',
    rows: async () => {
      const days = quick ? 3 : 7
      const { heap, requests } = await measureWeek({ days })
      // On the first day code is still being compiled.
      const [second = Number.NaN, last = Number.NaN] = [heap[1], heap.at(-1)]
      return [
        { '': 'after the second day', bytes: second },
        { '': `after day ${days}`, bytes: last },
        { '': 'growth a day', bytes: Math.round((last - second) / (days - 2)) },
        { '': 'growth a request', bytes: Number(((last - second) / ((requests * (days - 2)) / days)).toFixed(1)) },
      ]
    },
  },
  {
    name: 'size',
    title: 'Bytes of the client and its adapters, minified, and with gzip; `pnpm size` has every entry',
    rows: async () => {
      // Loaded late, or the bundlers would be on the heap that is measured.
      const { measure } = await import('../measure.js')
      const measured = entries.filter(({ name }) => name === 'createClient' || name.endsWith('adapter'))
      const sizes = (await Promise.all(measured.map(measure))).flat()
      return sizes.map(({ name, bundler, minified, gzip }) => ({ '': name, bundler, minified, gzip }))
    },
  },
]
