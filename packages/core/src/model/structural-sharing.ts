/**
 * Gives `previous` wherever it equals `next`, part by part, so that what did not change keeps its reference and notifies
 * nobody. `next` must be fresh: its parts are replaced in place.
 */
export function reuse<T>(previous: unknown, next: T): T
export function reuse(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next) || !isData(previous) || !isData(next)) return next
  if (Array.isArray(previous) !== Array.isArray(next)) return next
  const keys = Object.keys(next)
  let same = keys.length === Object.keys(previous).length
  for (const key of keys) {
    const isKnown = Object.hasOwn(previous, key)
    // Data from JSON may hold an own key `__proto__`; an assignment to an own key stays an own key.
    if (isKnown) next[key] = reuse(previous[key], next[key])
    same &&= isKnown && Object.is(previous[key], next[key])
  }
  return same ? previous : next
}

const isData = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
