import type { ApiBody, FormValue } from './request.js'

/** The part of fetch's init that depends on the body. */
export interface EncodedBody {
  readonly body?: BodyInit
  readonly headers?: Readonly<Record<string, string>>
}

const typed = (body: BodyInit, type: string): EncodedBody => ({ body, headers: { 'Content-Type': type } })

// Not by `instanceof`: the object may come from another realm.
const isParams = (fields: object): fields is URLSearchParams => Symbol.iterator in fields

/** Throws the environment's error for a value that cannot be sent. */
export function encodeBody({ form, urlencoded, json, bytes, contentType }: ApiBody): EncodedBody {
  if (form) return { body: filled(new FormData(), form) }
  // As text: the environment's `fetch` may not accept the page's `URLSearchParams`, as in jsdom.
  if (urlencoded) {
    const params = isParams(urlencoded) ? urlencoded : filled(new URLSearchParams(), urlencoded)
    return typed(String(params), 'application/x-www-form-urlencoded;charset=UTF-8')
  }
  if (json !== undefined) return typed(JSON.stringify(json), 'application/json')
  if (bytes)
    return typed(
      bytes as BodyInit,
      contentType ?? ('type' in bytes && bytes.type ? bytes.type : 'application/octet-stream'),
    )
  return {}
}

/** Undefined values are omitted, lists repeat the name. */
export function filled<T extends FormData | URLSearchParams>(body: T, fields: Readonly<Record<string, FormValue>>): T {
  for (const [name, value] of Object.entries(fields)) {
    for (const item of [value].flat()) if (item !== undefined) body.append(name, item as string)
  }
  return body
}
