/**
 * @typedef {object} Check
 * @property {string} section
 * @property {Record<string, string | number>} row what its columns say
 * @property {string} column
 * @property {number} atMost
 * @property {string} [unit]
 *
 * @typedef {object} Target
 * @property {string} what
 * @property {string} target
 * @property {Check[]} checks of our own numbers
 * @property {keyof typeof import('./peers.js').comparisons} [compared] what others are compared by
 */

const bundled = (/** @type {string} */ bundler) =>
  /** @type {Check} */ ({
    section: 'size',
    row: { '': 'createClient', bundler },
    column: 'gzip',
    atMost: 22_000,
    unit: `bytes by ${bundler}`,
  })
const unchanged = (/** @type {string} */ framework) =>
  /** @type {Check} */ ({
    section: 'renders',
    row: { '': framework },
    column: 'renders, unchanged',
    atMost: 0,
    unit: `renders by ${framework}`,
  })

/** What `pnpm bench` is held to. @type {Target[]} */
export const targets = [
  {
    what: 'A cached token',
    target: '≤ 2 × a bare async function; faster than others',
    checks: [{ section: 'token', row: { '': 'getToken()' }, column: 'ratio', atMost: 2, unit: '×' }],
    compared: 'token',
  },
  {
    what: '10 000 callers, nothing known',
    target: '2 requests, 1 with `firstToken`; each ≤ 2 × a shared promise',
    checks: [
      { section: 'cold', row: { '': 'nothing else' }, column: 'requests', atMost: 2, unit: 'requests' },
      { section: 'cold', row: { '': 'firstToken' }, column: 'requests', atMost: 1, unit: 'with `firstToken`' },
      { section: 'burst', row: { '': 'getToken()', callers: 10_000 }, column: 'ratio', atMost: 2, unit: '×' },
    ],
    compared: 'burst',
  },
  { what: 'Correctness scenarios', target: 'all pass', checks: [], compared: 'scenarios' },
  {
    what: 'A body of 11 kB to the atoms',
    target: '≤ 5 × JSON.parse; linear to 300 kB',
    checks: [
      { section: 'body', row: { '': 'two accounts in organizations' }, column: 'ratio', atMost: 5, unit: '×' },
      {
        section: 'body',
        row: { '': 'two accounts in organizations' },
        column: 'exponent',
        // A measured exponent is not exact.
        atMost: 1.1,
        unit: 'as exponent',
      },
    ],
  },
  {
    what: '`createClient` with gzip',
    target: '≤ 22 000 bytes; smaller than others with several accounts, organizations and tabs',
    checks: [bundled('esbuild'), bundled('rollup')],
    compared: 'size',
  },
  {
    what: 'Signed-in page, first answer of an API',
    target: '1 and ≤ 2 round trips',
    checks: [
      {
        section: 'page',
        row: { '': 'nothing else', 'latency ms': 300 },
        column: 'page round trips',
        atMost: 1,
        unit: 'for the page',
      },
      {
        section: 'page',
        row: { '': 'firstToken', 'latency ms': 300 },
        column: 'API round trips',
        atMost: 2,
        unit: 'with `firstToken`',
      },
    ],
  },
  {
    what: 'An idle hour, ten tabs',
    target: '≤ 60 requests; no token minted unless asked for, then ≤ 1 per life',
    checks: [
      { section: 'idle', row: { tabs: 10 }, column: 'requests', atMost: 60, unit: 'requests' },
      { section: 'idle', row: { tabs: 10 }, column: 'tokens minted', atMost: 0, unit: 'tokens' },
      { section: 'mints', row: { '': 'ten tabs, one seen' }, column: 'per life', atMost: 1, unit: 'per life' },
    ],
  },
  {
    what: 'Nothing new, 1 000 subscribers',
    target: 'no notification, no render',
    checks: [
      {
        section: 'notifications',
        row: { '': 'a retrieval that brings nothing new' },
        column: 'count',
        atMost: 0,
        unit: 'notifications',
      },
      ...['react', 'vue', 'svelte'].map(unchanged),
    ],
  },
  {
    what: 'A page view of a server, cached',
    target: 'no upstream request, p50 ≤ 1 ms',
    checks: [
      { section: 'server', row: { '': 'cached' }, column: 'upstream a view', atMost: 0, unit: 'requests' },
      { section: 'server', row: { '': 'cached' }, column: 'p50 of 1 ms', atMost: 1, unit: 'ms' },
    ],
  },
  {
    what: 'Heap during 10 000 lifecycles, and a week',
    target: 'flat: ≤ 64 bytes a lifecycle, ≤ 16 a request',
    checks: [
      { section: 'heap', row: { '': 'growth a lifecycle' }, column: 'bytes', atMost: 64, unit: 'bytes' },
      { section: 'week', row: { '': 'growth a request' }, column: 'bytes', atMost: 16, unit: 'bytes' },
    ],
  },
]
