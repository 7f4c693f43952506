import { isObject, type Json } from '../json.js'

/** The naming of a value's fields: 0 for the server's names, 1 for our model's. */
type Names = 0 | 1

/** One pass over a value: its source and target names, the current path, and the issues so far. */
interface Reading {
  readonly from: Names
  readonly to: Names
  readonly path: PropertyKey[]
  readonly issues: Issue[]
}

interface Issue {
  readonly path: PropertyKey[]
  readonly message: string
}

/** The value a schema read, or the issues it found. */
type Result<T> = { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly Issue[] }

/** A Standard Schema. It reads `T`, in the server's names; {@link toModel} makes it read `M`. */
export interface Field<T, M = T> {
  readonly read: (value: unknown, reading: Reading) => T
  readonly '~standard': {
    readonly vendor: string
    readonly version: 1
    readonly validate: (value: unknown) => Result<T>
    readonly types?: { readonly input: unknown; readonly output: T; readonly model: M }
  }
}

/** The type a schema reads, in the server's names. */
export type Output<F> = F extends Field<infer T, unknown> ? T : never
/** The type a schema reads, in the model's names. */
type Model<F> = F extends Field<unknown, infer M> ? M : never

/** A field that one function reads; also used for objects and lists. */
export const field = <T, M = T>(read: Field<T>['read'], from: Names = 0, to: Names = 0): Field<T, M> => ({
  read,
  '~standard': {
    vendor: 'wachter',
    version: 1,
    validate(given) {
      const issues: Issue[] = []
      const value = read(given, { from, to, path: [], issues })
      return issues.length > 0 ? { issues } : { value }
    },
  },
})

/** A schema that reads the server's names into the model's. */
export const toModel = <M>({ read }: Field<unknown, M>): Field<M> => field(read as Field<M>['read'], 0, 1)

/** A schema that reads the model's names into the server's. */
export const toWire = <T>({ read }: Field<T, unknown>): Field<T> => field(read, 1, 0)

/** Adds an issue at the current path. */
export function refuse<T>({ path, issues }: Reading): T {
  issues.push({ path: [...path], message: 'Invalid input' })
  return undefined as T
}

/** The value the schema reads, or undefined if it refuses any part. */
const readOr = <T>({ read }: Field<T, unknown>, value: unknown, reading: Reading): T | undefined => {
  const issues: Issue[] = []
  const result = read(value, { ...reading, issues })
  return issues.length > 0 ? undefined : result
}

/** The fields of an object, by the server's names. */
type Shape = Readonly<Record<string, Field<unknown, unknown> & { readonly alias?: string }>>

type CamelCase<K> = K extends `${infer A}_${infer B}` ? `${A}${Capitalize<CamelCase<B>>}` : K
type ModelName<K, F> = F extends { readonly alias: infer N extends string } ? N : CamelCase<K>

/** A field whose name in the model is not the server's name in camelCase. */
export const as = <const N extends string, T, M>(
  alias: N,
  schema: Field<T, M>,
): Field<T, M> & { readonly alias: N } => ({ ...schema, alias })

/**
 * Drops fields not listed here, so that fields the server adds later reach no caller by accident. Sets absent fields to
 * undefined, so that reading is idempotent.
 */
export function object<S extends Shape>(
  shape: S,
): Field<{ [K in keyof S]: Output<S[K]> }, { readonly [K in keyof S & string as ModelName<K, S[K]>]: Model<S[K]> }> {
  // `from` and `to` index the two names.
  const fields = Object.entries(shape).map(([name, { read, alias }]) => [name, alias ?? camelCase(name), read] as const)
  return field((value, reading) => {
    if (!isObject(value) || Array.isArray(value)) return refuse(reading)
    const result: Record<string, unknown> = {}
    for (const one of fields) {
      const name = one[reading.from]
      reading.path.push(name)
      result[one[reading.to]] = one[2](value[name], reading)
      reading.path.pop()
    }
    return result as never
  })
}

/** `first_name` is `firstName`. */
export const camelCase = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** `firstName` is `first_name`. */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const listOr =
  (otherwise: (reading: Reading) => never[]) =>
  <T, M>(row: Field<T, M>): Field<T[], readonly M[]> =>
    field((value, reading) => {
      if (Array.isArray(value)) return value.map((one) => readOr(row, one, reading)).filter((one) => one !== undefined)
      return value == null ? [] : otherwise(reading)
    })

/** Null, absent and `[]` are equal (PROTOCOL.md §4.1). Drops unreadable rows and keeps the others. */
export const strictList = listOr(refuse)

/** Like `strictList`, but reads a non-list as empty: for lists that must not fail the whole value. */
export const list = listOr(() => [])

/** An object that may be null or absent, and must be valid otherwise. */
export const strictMaybe = <T, M>({ read }: Field<T, M>): Field<T | undefined, M | undefined> =>
  field((value, reading) => (value == null ? undefined : read(value, reading)))

/** An object that may be null or absent. An invalid one counts as absent. */
export const maybe = <T, M>(schema: Field<T, M>): Field<T | undefined, M | undefined> =>
  field((value, reading) => readOr(schema, value, reading))

/** An absent id can be null, absent, `""`, `0` or `"0"`. */
const toId = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && value && value !== '0' ? String(value) : undefined

/** 64-bit ids are strings, in some older structs numbers. */
export const id = field((value, reading): string => toId(value) ?? refuse(reading))

/** An optional id. */
export const ref = field(toId)

/** Optional text; absent is `""`, as the server itself writes unset names. */
export const text = field((value) => (typeof value === 'string' ? value : ''))

/** True only for `true`. */
export const flag = field((value) => value === true)

export const count = field((value) => (typeof value === 'number' ? value : 0))

/** The last instant a `Date` can represent, epoch ms. */
const lastInstantMs = 8.64e15

/**
 * RFC 3339 to epoch ms. The server writes an unset time as year 1. A number is epoch ms already, so that reading is
 * idempotent.
 */
export const time = field((value) => {
  const atMs = typeof value === 'number' ? value : Date.parse(value as string)
  return atMs > 0 && atMs <= lastInstantMs ? atMs : undefined
})

/** A list of names; drops non-strings. */
export const names = list(field((value, reading): string => (typeof value === 'string' ? value : refuse(reading))))

/** In levels. No app needs deeper nesting, and code that walks the data later must not overflow the stack. */
const maxDepth = 100

const fits = (value: unknown, depth = 0): boolean =>
  !isObject(value) || (depth < maxDepth && Object.values(value).every((part) => fits(part, depth + 1)))

/** The app's own JSON, unchanged; undefined when it is nested too deep. */
export const metadata = field((value) => (fits(value) ? (value as Json | undefined) : undefined))

/** A setting that may be missing. One of another type counts as missing. */
const optional = <T>(type: string) => field((value) => (typeof value === type ? (value as T) : undefined))
export const optionalText = optional<string>('string')
export const optionalFlag = optional<boolean>('boolean')
export const optionalCount = optional<number>('number')

/** Keeps fields that are not listed, not validated: an app may know more settings. A non-object counts as absent. */
export const settings = <S extends Shape>(shape: S) => {
  const known = object(shape)
  const read = (value: object, reading: Reading) => ({
    ...((reading.to ? renamed(value) : value) as Readonly<Record<string, unknown>>),
    ...known.read(value, reading),
  })
  return field((value, reading) =>
    isObject(value) && !Array.isArray(value) && fits(value) ? read(value, reading) : undefined,
  ) as Field<Open<Output<typeof known>> | undefined, Open<Model<typeof known>> | undefined>
}

type Open<T> = T & Readonly<Record<string, unknown>>

/** `after_signin_redirect_url` is `afterSignInRedirectUrl`. Theme tokens belong to the app and keep their names. */
const renamed = (value: unknown): unknown => {
  if (!isObject(value)) return value ?? undefined
  if (Array.isArray(value)) return value.map(renamed)
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      camelCase(name.replace(/sign(in|up)/, 'sign_$1')),
      /_tokens$/.test(name) ? part : renamed(part),
    ]),
  )
}

/** Any value, not validated. */
export const opaque = field((value) => value)

/** The fields of every row in the server's tables. */
export const record = { id, created_at: as('createdAtMs', time), updated_at: as('updatedAtMs', time) }
