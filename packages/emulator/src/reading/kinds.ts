/** Reads one value from outside, or throws a `TypeError` that names where it is: `users[0].email`. */
export type Kind<T> = (value: unknown, path: string) => T

export type Kinds = Record<string, Kind<unknown>>
export type Read<K extends Kinds> = { [Name in keyof K]: ReturnType<K[Name]> }

// The server writes years with four digits.
const latestMs = Date.UTC(9999, 11, 31)

/** An object. Ignores other fields; null counts as absent. */
export function fields<Required extends Kinds, Optional extends Kinds = Record<never, never>>(
  required: Required,
  optional?: Optional,
): Kind<Read<Required> & Partial<Read<Optional>>> {
  return (value, path) => {
    const given = object(value, path)
    const known = Object.entries({ ...required, ...optional }).filter(([field]) => {
      return Object.hasOwn(required, field) || isGiven(given, field)
    })
    const read = known.map(([field, kind]) => [
      field,
      kind(isGiven(given, field) ? given[field] : undefined, below(path, field)),
    ])
    return Object.fromEntries(read) as Read<Required> & Partial<Read<Optional>>
  }
}

/** An object without other fields: where a misspelt one would be ignored unnoticed. */
export function onlyFields<Required extends Kinds, Optional extends Kinds = Record<never, never>>(
  required: Required,
  optional?: Optional,
): Kind<Read<Required> & Partial<Read<Optional>>> {
  const known = { ...required, ...optional }
  const read = fields(required, optional)
  return (value, path) => {
    const unknown = Object.keys(object(value, path)).find((field) => !Object.hasOwn(known, field))
    if (unknown === undefined) return read(value, path)
    throw new TypeError(`There is no "${below(path, unknown)}", but ${Object.keys(known).join(', ')}`)
  }
}

/** A list of values of one kind. */
export function list<T>(kind: Kind<T>): Kind<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw wrong(path, 'a list')
    return value.map((entry, index) => kind(entry, `${path}[${index}]`))
  }
}

export const object: Kind<Record<string, unknown>> = (value, path) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw wrong(path, 'an object')
}

export const text: Kind<string> = (value, path) => {
  if (typeof value === 'string') return value
  throw wrong(path, 'a string')
}

export const texts: Kind<string[]> = (value, path) => {
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value
  throw wrong(path, 'a list of strings')
}

/** An object whose values are strings. */
export const textsByName: Kind<Record<string, string>> = (value, path) =>
  Object.fromEntries(Object.entries(object(value, path)).map(([name, entry]) => [name, text(entry, below(path, name))]))

export const flag: Kind<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value
  throw wrong(path, 'a boolean')
}

/** A duration or instant in milliseconds, within the range of dates. */
export const milliseconds: Kind<number> = (value, path) => {
  if (typeof value === 'number' && Math.abs(value) <= latestMs) return value
  throw wrong(path, 'a number of milliseconds')
}

export function oneOf<Name extends string>(...names: Name[]): Kind<Name> {
  return (value, path) => {
    const found = names.find((name) => name === value)
    if (found !== undefined) return found
    throw wrong(path, names.map((name) => `"${name}"`).join(' or '))
  }
}

export function wrong(path: string, expected: string): TypeError {
  return new TypeError(`${path === '' ? 'It' : `"${path}"`} must be ${expected}`)
}

function isGiven(given: Record<string, unknown>, field: string): boolean {
  return Object.hasOwn(given, field) && given[field] !== null
}

function below(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`
}
