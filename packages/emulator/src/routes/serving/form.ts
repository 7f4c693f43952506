import { badRequestBody } from '../../wire/refusal'
import type { AppContext } from './context'
import { parseJson } from './json'

/** The fields of a body. A field that was sent several times is a list. */
export type Form = Record<string, unknown>

/** The fields of a body, whether it came as multipart, urlencoded or JSON. */
export async function readForm(c: AppContext): Promise<Form> {
  const contentType = c.req.header('content-type') ?? ''
  try {
    if (!contentType.includes('json')) return await c.req.parseBody({ all: true })
    const body = parseJson(await c.req.text())
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Form
  } catch {
    // Falls through: an unreadable body is answered like one of the wrong shape.
  }
  throw badRequestBody()
}

/** A field that must be there and be text. */
export function requireText(form: Form, field: string): string {
  const value = fieldOf(form, field)
  if (typeof value !== 'string' || value === '') throw badRequestBody()
  return value
}

/** A field, or empty text: the server makes no difference between the two. */
export function optionalText(form: Form, field: string): string {
  const value = fieldOf(form, field)
  return typeof value === 'string' ? value.trim() : ''
}

/** A field of the query that must be there. `0` is how the server writes an id that is none. */
export function requireQuery(c: AppContext, name: string): string {
  const value = c.req.query(name)
  if (!value || value === '0') throw badRequestBody()
  return value
}

function fieldOf(form: Form, field: string): unknown {
  return Object.hasOwn(form, field) ? form[field] : undefined
}
