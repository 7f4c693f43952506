import { createRequire } from 'node:module'

/** @typedef {import('@mdn/browser-compat-data').CompatData} CompatData */
/** @typedef {import('@mdn/browser-compat-data').Identifier} Identifier */
/** @typedef {Record<string, string>} Places versions, keyed by MDN's browser names */

/** @type {CompatData} */
const data = createRequire(import.meta.url)('@mdn/browser-compat-data')
const builtins = /** @type {Identifier} */ (data.javascript.builtins)
const tables = [data.api, builtins]

/** All members, keyed by name. @type {Map<string, Identifier[]>} */
const membersByName = new Map()
for (const holder of tables.flatMap((table) => /** @type {Identifier[]} */ (Object.values(table)))) {
  for (const key of Object.keys(holder)) {
    const entry = ownEntry(holder, key)
    const name = key.replace(/_static$/, '')
    if (entry) membersByName.set(name, [...(membersByName.get(name) ?? []), entry])
  }
}

/** Globals that are instances of an interface. */
const instances = new Map([
  ['crypto', 'Crypto'],
  ['document', 'Document'],
  ['history', 'History'],
  ['localStorage', 'Storage'],
  ['location', 'Location'],
  ['navigator', 'Navigator'],
  ['performance', 'Performance'],
  ['sessionStorage', 'Storage'],
])

/**
 * The places in which a global is missing, such as `safari 15.4 (since 16.4)`. A global unknown to MDN is missing nowhere.
 *
 * @param {string} name
 * @param {Places} places
 */
export function globalGaps(name, places) {
  return gaps(entriesOf(builtins.globalThis, data.api, data.api.Window, builtins)(name), places)
}

/**
 * The places in which a member of a named interface, constructor or global is missing. For an owner unknown to MDN, returns
 * {@link anyMemberGaps}.
 *
 * @param {string} owner such as `AbortSignal`, `Array` or `navigator`
 * @param {string} name
 * @param {Places} places
 */
export function memberGaps(owner, name, places) {
  const holders = tables.map((table) => table[instances.get(owner) ?? owner]).filter((holder) => holder !== undefined)
  return holders.length > 0 ? gaps(entriesOf(...holders)(name), places) : anyMemberGaps(name, places)
}

/**
 * The places in which a member is missing on all its owners: one owner that has it everywhere suffices.
 *
 * @param {string} name
 * @param {Places} places
 */
export function anyMemberGaps(name, places) {
  const known = (membersByName.get(name) ?? []).map((entry) => gaps([entry], places))
  return known.every((found) => found.length > 0) ? (known[0] ?? []) : []
}

/**
 * The places in which a feature is missing, by its path in MDN's data.
 *
 * @param {string} path such as `javascript.classes.static.initialization_blocks`
 * @param {Places} places
 */
export function pathGaps(path, places) {
  let entry = /** @type {Identifier | undefined} */ (/** @type {unknown} */ (data))
  for (const part of path.split('.')) entry = entry?.[part]
  if (!entry?.__compat) throw new Error(`MDN's data has no ${path}.`)
  return gaps([entry], places)
}

/** @param {(Identifier | undefined)[]} holders */
function entriesOf(...holders) {
  /** @param {string} name */
  return (name) =>
    holders
      .flatMap((holder) => [ownEntry(holder, name), ownEntry(holder, `${name}_static`)])
      .filter((entry) => entry !== undefined)
}

/**
 * @param {Identifier | undefined} holder
 * @param {string} name
 */
function ownEntry(holder, name) {
  const entry = holder && Object.hasOwn(holder, name) ? holder[name] : undefined
  return entry?.__compat ? entry : undefined
}

/**
 * @param {Identifier[]} entries
 * @param {Places} places
 */
function gaps(entries, places) {
  const [entry] = entries
  const support = /** @type {Record<string, unknown>} */ (entry?.__compat?.support ?? {})
  return Object.entries(places).flatMap(([place, oldest]) => {
    const since = sinceWhen(support[place])
    if (since === undefined || compareVersions(since, oldest) <= 0) return []
    return [`${place} ${oldest} (${since === Number.POSITIVE_INFINITY ? 'not at all' : `since ${since}`})`]
  })
}

/**
 * The first version with full, unprefixed support: infinite for never, undefined if MDN does not say.
 *
 * @param {unknown} support
 * @returns {string | number | undefined}
 */
function sinceWhen(support) {
  if (support === undefined) return undefined
  const statements = (Array.isArray(support) ? support : [support]).filter(
    // Partial support counts: MDN calls Node's setTimeout partial, because it returns an object.
    ({ flags, prefix, alternative_name, version_removed }) =>
      !flags && !prefix && !alternative_name && !version_removed,
  )
  const added = statements.map(({ version_added }) => version_added).find((version) => typeof version === 'string')
  return added === undefined || added === 'preview' ? Number.POSITIVE_INFINITY : added.replace('≤', '')
}

/**
 * @param {string | number} one
 * @param {string | number} other
 */
function compareVersions(one, other) {
  if (typeof one === 'number' || typeof other === 'number') return Number(one) - Number(other)
  const [left, right] = [one, other].map((version) => version.split('.').map(Number))
  for (let index = 0; index < 3; index += 1) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
