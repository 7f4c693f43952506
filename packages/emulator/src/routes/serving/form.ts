import { badRequestBody } from '../../wire/refusal'
import type { AppContext } from './context'
import { parseJson } from './json'

/** The fields of a body. A repeated field is a list. */
export type Form = Record<string, unknown>

/** Reads the fields of a multipart, urlencoded or JSON body. */
export async function readForm(c: AppContext): Promise<Form> {
  const contentType = c.req.header('content-type') ?? ''
  try {
    if (!contentType.includes('json')) return await c.req.parseBody({ all: true })
    const body = parseJson(await c.req.text())
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Form
  } catch {
    // Falls through: an unreadable body gets the same answer as one of the wrong shape.
  }
  throw badRequestBody()
}

/** A required text field. */
export function requireText(form: Form, field: string): string {
  const value = fieldOf(form, field)
  if (typeof value !== 'string' || value === '') throw badRequestBody()
  return value
}

/** A text field, or an empty string if it is absent: the server treats both alike. */
export function optionalText(form: Form, field: string): string {
  const value = fieldOf(form, field)
  return typeof value === 'string' ? value.trim() : ''
}

/** A required query parameter. The server writes `0` for an absent id. */
export function requireQuery(c: AppContext, name: string): string {
  const value = c.req.query(name)
  if (!value || value === '0') throw badRequestBody()
  return value
}

function fieldOf(form: Form, field: string): unknown {
  return Object.hasOwn(form, field) ? form[field] : undefined
}
