/** A multipart field: undefined is left out, a list repeats the name. */
type FormValue = string | Blob | readonly (string | Blob)[] | undefined
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
      readonly bytes: Blob | Uint8Array<ArrayBuffer> | ArrayBuffer
      readonly contentType?: string
      readonly form?: never
      readonly urlencoded?: never
      readonly json?: never
    }

/** The part of fetch's init that a body makes. */
export interface EncodedBody {
  readonly body?: BodyInit
  readonly headers?: Readonly<Record<string, string>>
}

const typed = (body: BodyInit, type: string): EncodedBody => ({ body, headers: { 'Content-Type': type } })

/** Throws what the environment throws for a value that cannot be sent. */
export function encodeBody({ form, urlencoded, json, bytes, contentType }: ApiBody): EncodedBody {
  if (form) return { body: filled(new FormData(), form) }
  // As text: an environment's `fetch` may not know the `URLSearchParams` of its page, as in jsdom.
  if (urlencoded) {
    const text = urlencoded instanceof URLSearchParams ? urlencoded : filled(new URLSearchParams(), urlencoded)
    return typed(String(text), 'application/x-www-form-urlencoded;charset=UTF-8')
  }
  if (json !== undefined) return typed(JSON.stringify(json), 'application/json')
  if (bytes)
    return typed(bytes, contentType ?? ('type' in bytes && bytes.type ? bytes.type : 'application/octet-stream'))
  return {}
}

function filled<T extends FormData | URLSearchParams>(body: T, fields: Readonly<Record<string, FormValue>>): T {
  for (const [name, value] of Object.entries(fields)) {
    for (const item of [value].flat()) if (item !== undefined) body.append(name, item as string)
  }
  return body
}

/** Every text a body carries: none of it may show up in an error. */
export const textsOf = ({ form, urlencoded }: ApiBody): readonly string[] =>
  [
    ...Object.values(form ?? {}),
    ...(urlencoded instanceof URLSearchParams ? urlencoded.values() : Object.values(urlencoded ?? {})),
  ]
    .flat()
    .filter((value): value is string => typeof value === 'string')
