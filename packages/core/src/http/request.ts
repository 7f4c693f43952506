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
 * One call of the Frontend API. The body is one of `form`, `urlencoded`, `json` and `bytes`, or none. The methods and bodies
 * cover all of Wacht's routes, including those that this library has no function for.
 *
 * @example
 * ```ts
 * import type { ApiRequest } from '@wachter/core'
 * import * as z from 'zod'
 *
 * const removeKey = (id: string): ApiRequest<unknown> =>
 *   ({ method: 'delete', path: `api-auth/keys/${encodeURIComponent(id)}`, schema: z.unknown() })
 * ```
 * @see PROTOCOL.md §1.6, §3 and PROTOCOL-ROUTES.md §6
 */
export type ApiRequest<T> = ApiCall<T> & ApiBody

/** Whether a request may be repeated, or postponed, without anyone noticing. */
export const isRead = ({ method = 'get', idempotent = true }: ApiRequest<unknown>): boolean =>
  method === 'get' && idempotent

interface ApiCall<T> {
  /** Default `get`. */
  readonly method?: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Relative to the base URL, without a leading slash. Percent-encode ids in it. */
  readonly path: string
  /** Undefined values are omitted, a list repeats the name. */
  readonly query?: Readonly<Record<string, TextValue>>
  /** Validates the `data` of the answer. */
  readonly schema: Schema<T>
  readonly signal?: AbortSignal | undefined
  /** False for a GET with side effects: only idempotent reads are retried. Default: true for GET. */
  readonly idempotent?: boolean
  /** Sends the request even during backoff, because a caller waits for it. */
  readonly urgent?: boolean
  /** Lets the request outlive the page, if the environment supports it. */
  readonly keepalive?: boolean
}

/** A multipart field: undefined is omitted, a list repeats the name. */
export type FormValue = string | Blob | readonly (string | Blob)[] | undefined
type TextValue = string | readonly string[] | undefined

/** The body of a request, in at most one format (PROTOCOL.md §1.6; what each route takes: §3). */
export type ApiBody =
  /** Multipart, without a preflight; most routes take it. Undefined values are omitted, lists repeat the name. */
  | {
      readonly form?: Readonly<Record<string, FormValue>>
      readonly urlencoded?: never
      readonly json?: never
      readonly bytes?: never
      readonly contentType?: never
    }
  /** `application/x-www-form-urlencoded`, without a preflight. Undefined values are omitted, lists repeat the name. */
  | {
      readonly urlencoded: Readonly<Record<string, TextValue>> | URLSearchParams
      readonly form?: never
      readonly json?: never
      readonly bytes?: never
      readonly contentType?: never
    }
  /** JSON, with a preflight. */
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
