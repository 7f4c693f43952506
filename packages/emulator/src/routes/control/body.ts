import type { AppContext } from '../serving/context'
import { parseJson } from '../serving/json'

/** Reads one field of a control request, or throws a `TypeError` that names it. */
export type Kind<T> = (value: unknown, name: string) => T

export type Kinds = Record<string, Kind<unknown>>
type Read<K extends Kinds> = { [Name in keyof K]: ReturnType<K[Name]> }

// The server writes years with four digits.
const latestMs = Date.UTC(9999, 11, 31)

/**
 * Reads the fields of a control request. Ignores other fields; null counts as absent.
 *
 * @throws {TypeError} for a field that is missing or of the wrong type
 */
export async function readFields<Required extends Kinds, Optional extends Kinds = Record<never, never>>(
  c: AppContext,
  required: Required,
  optional?: Optional,
): Promise<Read<Required> & Partial<Read<Optional>>> {
  return fields(required, optional)(await readObject(c), 'The body')
}

/** The body of a control request, which must be an object. */
export async function readObject(c: AppContext): Promise<Record<string, unknown>> {
  return object(parseJson(await c.req.text()), 'The body')
}

/** A nested object. */
export function fields<Required extends Kinds, Optional extends Kinds = Record<never, never>>(
  required: Required,
  optional?: Optional,
): Kind<Read<Required> & Partial<Read<Optional>>> {
  return (value, name) => {
    const given = object(value, name)
    const known = Object.entries({ ...required, ...optional }).filter(([field]) => {
      return Object.hasOwn(required, field) || isGiven(given, field)
    })
    const read = known.map(([field, kind]) => [field, kind(isGiven(given, field) ? given[field] : undefined, field)])
    return Object.fromEntries(read) as Read<Required> & Partial<Read<Optional>>
  }
}

export const object: Kind<Record<string, unknown>> = (value, name) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw wrong(name, 'an object')
}

export const text: Kind<string> = (value, name) => {
  if (typeof value === 'string') return value
  throw wrong(name, 'a string')
}

export const texts: Kind<string[]> = (value, name) => {
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value
  throw wrong(name, 'a list of strings')
}

export const flag: Kind<boolean> = (value, name) => {
  if (typeof value === 'boolean') return value
  throw wrong(name, 'a boolean')
}

/** A duration or instant in milliseconds, within the range of dates. */
export const milliseconds: Kind<number> = (value, name) => {
  if (typeof value === 'number' && Math.abs(value) <= latestMs) return value
  throw wrong(name, 'a number of milliseconds')
}

export function oneOf<Name extends string>(...names: Name[]): Kind<Name> {
  return (value, field) => {
    const found = names.find((name) => name === value)
    if (found !== undefined) return found
    throw wrong(field, names.map((name) => `"${name}"`).join(' or '))
  }
}

function isGiven(given: Record<string, unknown>, field: string): boolean {
  return Object.hasOwn(given, field) && given[field] !== null
}

function wrong(name: string, expected: string): TypeError {
  return new TypeError(`"${name}" must be ${expected}`)
}
