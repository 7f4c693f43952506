import type { $ZodType, $ZodTypeDef, $ZodTypeInternals, output } from 'zod/v4/core'

export type { output as Output } from 'zod/v4/core'

/** Writes down what is wrong, with the path below this field. */
type Refuse = (path?: readonly PropertyKey[]) => undefined

interface FieldDef<T> extends $ZodTypeDef {
  readonly read: (value: unknown, refuse: Refuse) => T
}

export interface Field<T> extends $ZodType<T, unknown> {
  _zod: $ZodTypeInternals<T, unknown> & { def: FieldDef<T> }
}

type Payload = Parameters<$ZodTypeInternals['run']>[0]

/** Where a value is not what its schema expects. */
interface Refusal {
  readonly value?: undefined
  readonly issues: readonly { readonly path: PropertyKey[]; readonly message: string }[]
}

interface Success<T> {
  readonly value: T
  readonly issues?: undefined
}

/**
 * A field read by one function, objects and lists too: a schema of zod's core interface, so that zod's own functions, and
 * everything that knows Standard Schema, read with it. It needs nothing of zod in the page: zod's objects refuse a whole
 * answer for one bad row, and compile themselves where the page's CSP allows it.
 */
export function field<T>(read: FieldDef<T>['read']): Field<T> {
  const schema = {
    _zod: {
      def: { type: 'custom', read },
      run(payload: Payload) {
        const { value, issues = [] } = readWith(schema, payload.value)
        payload.issues.push(...issues.map((issue) => ({ ...issue, code: 'custom', input: payload.value }) as const))
        return Object.assign(payload, { value })
      },
    },
    '~standard': { vendor: 'wachter', version: 1, validate: (value: unknown) => readWith(schema, value) },
  } as unknown as Field<T>
  return schema
}

/** What a schema reads, or where it refuses. */
export function readWith<T>(schema: Field<T>, given: unknown): Success<T> | Refusal {
  const issues: { readonly path: PropertyKey[]; readonly message: string }[] = []
  const value = schema._zod.def.read(given, (path = []) => {
    issues.push({ path: [...path], message: 'Invalid input' })
    return undefined
  })
  return issues.length > 0 ? { issues } : { value }
}

/** The value as the schema reads it; what it refuses, it refuses below `path`. */
export const readAt = <T>(schema: Field<T>, value: unknown, refuse: Refuse, ...path: readonly PropertyKey[]): T =>
  schema._zod.def.read(value, (below = []) => refuse([...path, ...below]))

/** The value as the schema reads it, or undefined where it refuses any part. */
const readOr = <T>(schema: Field<T>, value: unknown): T | undefined => {
  let isRefused = false
  const result = readAt(schema, value, () => {
    isRefused = true
    return undefined
  })
  return isRefused ? undefined : result
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

type Shape = Readonly<Record<string, Field<unknown>>>

/**
 * Fields not named here are left out: what the server adds later reaches no caller by accident. Every field named here is
 * there, absent ones as undefined, so that reading what was read gives the same.
 */
export const object = <T extends Shape>(shape: T) =>
  field((value, refuse): { [K in keyof T]: output<T[K]> } => {
    if (!isObject(value) || Array.isArray(value)) return refuse() as never
    return Object.fromEntries(
      Object.entries(shape).map(([key, schema]) => [key, readAt(schema, value[key], refuse, key)]),
    ) as never
  })

/** Null, absent and `[]` are one (PROTOCOL.md §4.1). A row that cannot be read is left out, so that the others live. */
export const strictList = <T>(row: Field<T>) =>
  field((value, refuse): T[] => {
    if (value != null && !Array.isArray(value)) refuse()
    return Array.isArray(value) ? value.map((one) => readOr(row, one)).filter((one) => one !== undefined) : []
  })

/** The same, and what is no list is none: for a list beside things that matter more. */
export const list = <T>(row: Field<T>) => {
  const strict = strictList(row)
  return field((value): T[] => readOr(strict, value) ?? [])
}

/** An object that may be null or absent, and must be readable otherwise. */
export const strictMaybe = <T>(schema: Field<T>) =>
  field((value, refuse): T | undefined => (value == null ? undefined : readAt(schema, value, refuse)))

/** An object that may be null or absent. One that cannot be read is none. */
export const maybe = <T>(schema: Field<T>) => field((value): T | undefined => readOr(strictMaybe(schema), value))

/** "None" can be null, absent, `""`, `0` or `"0"`. */
const toId = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && value && value !== '0' ? String(value) : undefined

/** 64-bit ids come as strings, from some older structs as numbers. */
export const id = field((value, refuse) => (toId(value) ?? refuse()) as string)

/** A reference to something, or nothing. */
export const ref = field(toId)

/** Text that may be missing; missing is `""`, as the server itself writes unset names. */
export const text = field((value) => (typeof value === 'string' ? value : ''))

/** Yes only when the server says so. */
export const flag = field((value) => value === true)

export const count = field((value) => (typeof value === 'number' ? value : 0))

/** The last instant a `Date` can name, epoch ms. */
const lastInstantMs = 8.64e15

/**
 * RFC 3339 to epoch ms. Year 1 is how the server writes an unset time. A number is epoch ms already: what was read can be
 * read again.
 */
export const time = field((value) => {
  const atMs = typeof value === 'number' ? value : Date.parse(String(value))
  return atMs > 0 && atMs <= lastInstantMs ? atMs : undefined
})

/** The names a server listed; what is no text is none. */
export const names = field((value) =>
  (Array.isArray(value) ? value : []).filter((item): item is string => typeof item === 'string'),
)

/** Levels. No app means to nest deeper, and what walks the data later must not overflow the stack. */
const maxDepth = 100

const fits = (value: unknown, depth = 0): boolean =>
  !isObject(value) || (depth < maxDepth && Object.values(value).every((part) => fits(part, depth + 1)))

/** JSON that belongs to the app, passed on as it is; left out when it is nested too deep. */
export const metadata = field((value) => (fits(value) ? value : undefined))

/** Any object, its fields unread; anything else is none. */
export const settings = field((value) => (isObject(value) && fits(value) ? value : undefined))

/** Whatever there is, unread. */
export const opaque = field((value) => value)
