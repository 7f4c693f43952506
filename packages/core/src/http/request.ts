/** Anything that validates by the Standard Schema convention: zod, valibot, arktype and others. */
export interface Schema<T> {
  readonly '~standard': {
    readonly validate: (value: unknown) => SchemaResult<T> | Promise<SchemaResult<T>>
    readonly types?: { readonly output: T } | undefined
  }
}

type SchemaResult<T> = { readonly value: T; readonly issues?: undefined } | { readonly issues: Issues }

export type Issues = readonly {
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}[]

/**
 * One call of the Frontend API. The body is one of `form`, `urlencoded`, `json` and `bytes`, or none. The verbs and bodies
 * are those of all of Wacht's routes, also of the ones this library has no function for.
 *
 * @example { method: 'delete', path: `api-auth/keys/${encodeURIComponent(id)}`, schema }
 * @see PROTOCOL.md §1.6, §3 and protocol-routes.md §6
 */
export type ApiRequest<T> = ApiCall<T> & ApiBody

interface ApiCall<T> {
  /** Default `get`. */
  readonly method?: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Below the base URL, without a leading slash. Percent-encode the ids you put into it. */
  readonly path: string
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>
  /** Validates the `data` of the answer. */
  readonly schema: Schema<T>
  readonly signal?: AbortSignal | undefined
  /** False for a GET with side effects: only idempotent reads are retried. Default: true for GET. */
  readonly idempotent?: boolean
  /** Asks even while this path is in backoff after a failure, because a caller waits for it. */
  readonly urgent?: boolean
  /** Lets the request outlive the page, where the environment can. */
  readonly keepalive?: boolean
}

/** A multipart field: undefined is left out, a list repeats the name. */
export type FormValue = string | Blob | readonly (string | Blob)[] | undefined
type TextValue = string | readonly string[] | undefined

/** What a request sends, in one form at most (PROTOCOL.md §1.6; what each route takes: §3). */
export type ApiBody =
  /** Multipart, which needs no preflight; what the API's own routes take. Undefined values are left out, lists repeat the name. */
  | {
      readonly form?: Readonly<Record<string, FormValue>>
      readonly urlencoded?: never
      readonly json?: never
      readonly bytes?: never
      readonly contentType?: never
    }
  /** `application/x-www-form-urlencoded`, which needs no preflight. Undefined values are left out, lists repeat the name. */
  | {
      readonly urlencoded: Readonly<Record<string, TextValue>> | URLSearchParams
      readonly form?: never
      readonly json?: never
      readonly bytes?: never
      readonly contentType?: never
    }
  /** JSON, which costs a preflight. */
  | {
      readonly json: unknown
      readonly form?: never
      readonly urlencoded?: never
      readonly bytes?: never
      readonly contentType?: never
    }
  /** Raw bytes. `contentType` is sent as it is; default: the type of the Blob, else `application/octet-stream`. */
  | {
      readonly bytes: Blob | Uint8Array | ArrayBuffer
      readonly contentType?: string
      readonly form?: never
      readonly urlencoded?: never
      readonly json?: never
    }
