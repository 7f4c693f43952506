import { isObject } from '../json.js'

/** In levels. Deeper values count as changed, because comparing them could overflow the stack. */
const maxDepth = 200

/**
 * Reuses each part of `previous` that equals its part of `next`, so that unchanged values keep their reference and do not
 * notify listeners. Modifies `next` in place.
 */
export const reuse = <T>(previous: unknown, next: T): T => reuseAt(0, previous, next) as T

function reuseAt(depth: number, previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next) || !isObject(previous) || !isObject(next) || depth > maxDepth) return next
  if (Array.isArray(previous) !== Array.isArray(next)) return next
  const keys = Object.keys(next)
  let same = keys.length === Object.keys(previous).length
  for (const key of keys) {
    const isKnown = Object.hasOwn(previous, key)
    // Data from JSON may hold an own key `__proto__`; an assignment to an own key stays an own key.
    if (isKnown && isObject(next[key])) next[key] = reuseAt(depth + 1, previous[key], next[key])
    same &&= isKnown && Object.is(previous[key], next[key])
  }
  return same ? previous : next
}
