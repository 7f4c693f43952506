// zod's own building blocks: `zod/mini` is a layer over them that weighs 2 kB gzip more for the same schemas.
import {
  $constructor,
  type $strip,
  $ZodObject,
  type $ZodShape,
  $ZodType,
  type $ZodTypeDef,
  type $ZodTypeInternals,
  type output,
  safeParse,
} from 'zod/v4/core'

export type { $ZodType as Schema, output as Output } from 'zod/v4/core'
export { safeParse }

/** Writes down what is wrong, with the path below this field. */
type Refuse = (path?: readonly PropertyKey[]) => undefined

interface FieldDef<T> extends $ZodTypeDef {
  readonly read: (value: unknown, refuse: Refuse) => T
}

export interface Field<T> extends $ZodType<T, unknown> {
  _zod: $ZodTypeInternals<T, unknown> & { def: FieldDef<T> }
}

/** A field read by one function. All fields are made this way: each further kind of schema would weigh on every page. */
const SingleField = $constructor<Field<unknown>>('SingleField', (inst, def) => {
  $ZodType.init(inst, def)
  inst._zod.optin = 'optional'
  inst._zod.parse = (payload) => {
    payload.value = def.read(payload.value, (path = []) => {
      payload.issues.push({ code: 'custom', input: payload.value, path: [...path], message: 'Invalid input' })
      return undefined
    })
    return payload
  }
})

const field = <T>(read: FieldDef<T>['read']): Field<T> => new SingleField({ type: 'custom', read }) as Field<T>

/** Fields not named here are left out: what the server adds later reaches nobody by accident. */
export const object = <T extends $ZodShape>(shape: T) =>
  new $ZodObject({ type: 'object', shape }) as unknown as $ZodObject<T, $strip>

const readBy = <T extends $ZodType>(schema: T, value: unknown, refuse: Refuse, ...path: PropertyKey[]) => {
  const result = safeParse(schema, value)
  for (const issue of result.error?.issues ?? []) refuse([...path, ...issue.path])
  return result.data as output<T>
}

/** Null, absent and `[]` are one (PROTOCOL.md §4.1). */
export const list = <T extends $ZodType>(element: T) =>
  field((value, refuse): output<T>[] => {
    if (!Array.isArray(value ?? [])) refuse()
    return Array.isArray(value) ? value.map((item: unknown, index) => readBy(element, item, refuse, index)) : []
  })

/** An object that may be null or absent. */
export const maybe = <T extends $ZodType>(schema: T) =>
  field((value, refuse): output<T> | undefined => (value == null ? undefined : readBy(schema, value, refuse)))

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

/** RFC 3339 to epoch ms. Year 1 is how the server writes an unset time. */
export const time = field((value) => {
  const atMs = Date.parse(String(value))
  return atMs > 0 ? atMs : undefined
})

/** The names a server listed; what is no text is none. */
export const names = field((value) =>
  (Array.isArray(value) ? value : []).filter((item): item is string => typeof item === 'string'),
)

/** Any object, its fields unread; anything else is none. */
export const settings = field((value) =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined,
)

/** Data that belongs to the app, passed on as it is; or an answer that tells nothing. */
export const opaque = field((value) => value)
