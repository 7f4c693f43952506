import { measureEmulator } from '../server/emulator.js'
import { measurePageViews } from '../server/page-views.js'
import { lapRows } from '../times/race.js'
import { rounded } from '../times/statistics.js'

/** @type {import('../sections.js').NamedSection[]} */
export const serverSections = [
  {
    name: 'server',
    title:
      'authenticateRequest() for one visitor: compared with the check of a signature, one view at a time, and 100 at once',
    rows: async () =>
      (await measurePageViews()).map((kind) => ({
        '': kind.name,
        ratio: rounded(kind.ratio),
        'p50 of 1 ms': rounded(kind.p50Alone),
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
