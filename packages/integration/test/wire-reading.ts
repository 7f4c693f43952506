import type { Schema } from '@wachter/core'

/** What core makes of a wire value. A refusal is thrown with the paths that failed. */
export function read<T>(schema: Schema<T>, value: unknown): T {
  const result = validate(schema, value)
  if (result.issues) throw new TypeError(`Refused at ${result.issues.map(pathOf).join(', ')}`)
  return result.value
}

/** The path at which core refuses a wire value, `''` for the value itself; undefined when it takes it. */
export function refusedAt(schema: Schema<unknown>, value: unknown): string | undefined {
  const issue = validate(schema, value).issues?.[0]
  return issue && pathOf(issue)
}

function validate<T>(schema: Schema<T>, value: unknown) {
  const result = schema['~standard'].validate(value)
  if (result instanceof Promise) throw new TypeError('The wire schemas answer at once')
  return result
}

function pathOf(issue: {
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}): string {
  return (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
}

/** Belongs to the app or is read by name only where it is needed: passed on as it came. */
const passedOn = /metadata$|_settings$|^restrictions$/

/**
 * Everything in a read value that core promises never to hand on (PROTOCOL.md §4.1): null, an id that is no text, an
 * instant that is none, a list that is none, a field it does not know. Empty when all is well.
 */
export function untidiness(value: unknown, path = ''): string[] {
  if (value === null) return [`${path} is null`]
  if (Array.isArray(value)) return value.flatMap((item, index) => untidiness(item, `${path}.${index}`))
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, item]) => {
    const at = path ? `${path}.${key}` : key
    if (passedOn.test(key)) return []
    if (key.startsWith('x_')) return [`${at} is unknown`]
    if (key === 'id' && !isId(item)) return [`${at} is no id`]
    if (key.endsWith('_id') && item !== undefined && !isId(item)) return [`${at} is no id`]
    if (key.endsWith('_at') && item !== undefined && !isInstant(item)) return [`${at} is no instant`]
    return untidiness(item, at)
  })
}

const isId = (value: unknown) => typeof value === 'string' && value !== '' && value !== '0'

// Wacht did not exist before 2024: anything older is a year 1 that slipped through.
const isInstant = (value: unknown) => Number.isInteger(value) && Number(value) > Date.UTC(2024)

/** Of `value` only what `example` names, so that `toEqual` tells a part that is missing from one that is not looked at. */
export function partsNamedBy(example: unknown, value: unknown): unknown {
  if (Array.isArray(example) && Array.isArray(value)) return value.map((item, at) => partsNamedBy(example[at], item))
  if (!isObject(example) || !isObject(value) || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(example).map(([key, part]) => [key, partsNamedBy(part, value[key])]))
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
