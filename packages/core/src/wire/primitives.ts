import { isObject } from '../is-object.js'

/** Whose names the fields of a value have: 0 for the server's, 1 for those of our model. */
type Names = 0 | 1

/** One reading of a value: from whose names into whose, where in the value it is, and what it refused so far. */
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

/** What a schema reads, or where the value is not what it expects. */
type Result<T> = { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly Issue[] }

/** A schema by the Standard Schema convention. It reads `T`, in the server's names; {@link toModel} has it read `M`. */
export interface Field<T, M = T> {
  readonly read: (value: unknown, reading: Reading) => T
  readonly '~standard': {
    readonly vendor: string
    readonly version: 1
    readonly validate: (value: unknown) => Result<T>
    readonly types?: { readonly input: unknown; readonly output: T; readonly model: M }
  }
}

/** What a schema reads, in the server's names. */
export type Output<F> = F extends Field<infer T, unknown> ? T : never
/** What it reads in the names of the model. */
type Model<F> = F extends Field<unknown, infer M> ? M : never

/** A field read by one function, objects and lists too. */
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

/** The schema, made to read into the names of the model. */
export const toModel = <M>({ read }: Field<unknown, M>): Field<M> => field(read as Field<M>['read'], 0, 1)

/** The schema, made to read what is in the names of the model into those of the server. */
export const toWire = <T>({ read }: Field<T, unknown>): Field<T> => field(read, 1, 0)

/** Writes down that the value is wrong here. */
export function refuse<T>({ path, issues }: Reading): T {
  issues.push({ path: [...path], message: 'Invalid input' })
  return undefined as T
}

/** What the schema reads, or undefined where it refuses any part. */
const readOr = <T>({ read }: Field<T, unknown>, value: unknown, reading: Reading): T | undefined => {
  const issues: Issue[] = []
  const result = read(value, { ...reading, issues })
  return issues.length > 0 ? undefined : result
}

/** The fields of an object, by the server's names. */
type Shape = Readonly<Record<string, Field<unknown, unknown> & { readonly alias?: string }>>

type CamelCase<K> = K extends `${infer A}_${infer B}` ? `${A}${Capitalize<CamelCase<B>>}` : K
type ModelName<K, F> = F extends { readonly alias: infer N extends string } ? N : CamelCase<K>

/** A field by its name in the model, where that is not just the server's in camelCase. */
export const as = <const N extends string, T, M>(
  alias: N,
  schema: Field<T, M>,
): Field<T, M> & { readonly alias: N } => ({ ...schema, alias })

/**
 * Fields not named here are left out: what the server adds later reaches no caller by accident. Every field named here is
 * there, absent ones as undefined, so that reading what was read gives the same.
 */
export function object<S extends Shape>(
  shape: S,
): Field<{ [K in keyof S]: Output<S[K]> }, { readonly [K in keyof S & string as ModelName<K, S[K]>]: Model<S[K]> }> {
  // The names in the order in which `from` and `to` count them.
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

const camelCase = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

const listOr =
  (otherwise: (reading: Reading) => never[]) =>
  <T, M>(row: Field<T, M>): Field<T[], readonly M[]> =>
    field((value, reading) => {
      if (Array.isArray(value)) return value.map((one) => readOr(row, one, reading)).filter((one) => one !== undefined)
      return value == null ? [] : otherwise(reading)
    })

/** Null, absent and `[]` are one (PROTOCOL.md §4.1). A row that cannot be read is left out, so that the others live. */
export const strictList = listOr(refuse)

/** The same, and what is no list is none: for a list beside things that matter more. */
export const list = listOr(() => [])

/** An object that may be null or absent, and must be readable otherwise. */
export const strictMaybe = <T, M>({ read }: Field<T, M>): Field<T | undefined, M | undefined> =>
  field((value, reading) => (value == null ? undefined : read(value, reading)))

/** An object that may be null or absent. One that cannot be read is none. */
export const maybe = <T, M>(schema: Field<T, M>): Field<T | undefined, M | undefined> =>
  field((value, reading) => readOr(schema, value, reading))

/** "None" can be null, absent, `""`, `0` or `"0"`. */
const toId = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && value && value !== '0' ? String(value) : undefined

/** 64-bit ids come as strings, from some older structs as numbers. */
export const id = field((value, reading): string => toId(value) ?? refuse(reading))

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
  const atMs = typeof value === 'number' ? value : Date.parse(value as string)
  return atMs > 0 && atMs <= lastInstantMs ? atMs : undefined
})

/** The names a server listed; what is no text is none. */
export const names = list(field((value, reading): string => (typeof value === 'string' ? value : refuse(reading))))

/** Levels. No app means to nest deeper, and what walks the data later must not overflow the stack. */
const maxDepth = 100

const fits = (value: unknown, depth = 0): boolean =>
  !isObject(value) || (depth < maxDepth && Object.values(value).every((part) => fits(part, depth + 1)))

/** JSON that belongs to the app, passed on as it is; left out when it is nested too deep. */
export const metadata = field((value) => (fits(value) ? value : undefined))

/** Any object, its values unread; anything else is none. Theme tokens belong to the app and keep their names. */
export const settings = field((value, { to }) =>
  isObject(value) && fits(value) ? ((to ? renamed(value) : value) as Readonly<Record<string, unknown>>) : undefined,
)

const renamed = (value: unknown): unknown => {
  if (!isObject(value)) return value ?? undefined
  if (Array.isArray(value)) return value.map(renamed)
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      // `after_signin_redirect_url` is `afterSignInRedirectUrl`.
      camelCase(name.replace(/sign(in|up)/, 'sign_$1')),
      /_tokens$/.test(name) ? part : renamed(part),
    ]),
  )
}

/** Whatever there is, unread. */
export const opaque = field((value) => value)

/** What every row of the server's tables has. */
export const record = { id, created_at: as('createdAtMs', time), updated_at: as('updatedAtMs', time) }
