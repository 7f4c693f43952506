type Camel<K extends string> = K extends `${infer A}_${infer B}` ? `${A}${Capitalize<Camel<B>>}` : K
type SignInKeys<K extends string> = K extends `${infer A}signin${infer B}`
  ? `${A}sign_in${B}`
  : K extends `${infer A}signup${infer B}`
    ? `${A}sign_up${B}`
    : K
type ModelKey<K extends string> = K extends `${infer A}_at` ? `${Camel<A>}AtMs` : Camel<SignInKeys<K>>

/** The camelCase twin of a wire type. */
export type FromWire<T> = T extends readonly (infer Item)[]
  ? readonly FromWire<Item>[]
  : T extends object
    ? { readonly [K in keyof T & string as ModelKey<K>]: K extends `${string}metadata` ? T[K] : FromWire<T[K]> }
    : T

const modelKey = (key: string): string =>
  key
    .replace(/_at$/, '_at_ms')
    .replace(/sign(in|up)/, 'sign_$1')
    .replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** Levels. The schemas leave out what is nested deeper; here it only must not overflow the stack. */
const maxDepth = 200

/**
 * Renames what the wire says into what we mean: camelCase keys, instants as `…AtMs`, null as undefined. The values are
 * already ours, the schemas saw to that. Metadata and theme tokens are the app's own and stay untouched.
 */
export const fromWire = <T>(value: T): FromWire<T> => convert(0, value) as FromWire<T>

function convert(depth: number, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value ?? undefined
  if (depth > maxDepth) return undefined
  if (Array.isArray(value)) return value.map((item: unknown) => convert(depth + 1, item))
  // `fromEntries` defines own properties, so that a key `__proto__` is a key like any other.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      modelKey(key),
      /metadata$|_tokens$/.test(key) ? item : convert(depth + 1, item),
    ]),
  )
}
