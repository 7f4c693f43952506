// Deeper than any valid request, and far below the depth at which `JSON.stringify` overflows the stack.
const maxDepth = 64

/**
 * Parses the JSON of a request. Its values are safe to store, to answer and to put in a URL.
 *
 * @throws {SyntaxError} for text that is not JSON
 * @throws {TypeError} for a name `__proto__`, for a lone surrogate and for deep nesting
 */
export function parseJson(text: string): unknown {
  const json: unknown = JSON.parse(text)
  let level = [json]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) throw new TypeError('The JSON is nested too deeply')
    level = level.flatMap(contentsOf)
  }
  return json
}

/** Whether text has no lone surrogates, which cannot be encoded in a URL. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

function contentsOf(value: unknown): unknown[] {
  if (typeof value === 'string' && !isWellFormed(value)) throw new TypeError('The JSON holds half a character')
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value
  for (const name of Object.keys(value)) {
    if (name === '__proto__' || !isWellFormed(name)) throw new TypeError('The JSON holds a name that is not allowed')
  }
  return Object.values(value)
}
