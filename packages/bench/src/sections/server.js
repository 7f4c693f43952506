import { measureEmulator } from '../server/emulator.js'
import { measurePageViews } from '../server/page-views.js'
import { lapRows } from '../times/race.js'
import { rounded } from '../times/statistics.js'

/** @type {import('../sections.js').NamedSection[]} */
export const serverSections = [
  {
    name: 'server',
    title:
      'authenticateRequest() for one visitor: alone, compared with the check of a signature, and 100 views at once',
    rows: async () =>
      (await measurePageViews()).map((kind) => ({
        '': kind.name,
        'p50 alone ms': rounded(kind.ms),
        ratio: rounded(kind.ratio),
        'views a second': Math.round(kind.perSecond),
        'p50 of 100 ms': rounded(kind.p50),
        'p99 of 100 ms': rounded(kind.p99),
        'upstream a view': rounded(kind.upstream),
      })),
  },
  {
    name: 'emulator',
    title:
      'The emulator: requests, compared with the least a server does, and what a test pays, compared with the first line',
    rows: async () => {
      const { inProcess, overHttp, perTest } = await measureEmulator()
      return [...inProcess, ...overHttp, ...perTest].map((lap) => ({
        ...lapRows([lap], { unit: 'ms' })[0],
        'a second': Math.round(1e9 / lap.ns),
      }))
    },
  },
]
