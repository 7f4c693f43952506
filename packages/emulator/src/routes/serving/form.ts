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

/** A text field, or undefined if it is absent. */
export function givenText(form: Form, field: string): string | undefined {
  const value = fieldOf(form, field)
  return typeof value === 'string' ? value.trim() : undefined
}

/** A boolean field, as text or JSON; undefined if it is absent. */
export function givenFlag(form: Form, field: string): boolean | undefined {
  const value = fieldOf(form, field)
  if (value === undefined || value === null || value === '') return undefined
  if (value === true || value === 'true' || value === '1') return true
  if (value === false || value === 'false' || value === '0') return false
  throw badRequestBody()
}

/** The texts of a repeated field, also as `field[]`, `field[0]`, `field[1]`. Ignores empty ones. */
export function textsOf(form: Form, field: string): string[] {
  const bracketed = new RegExp(`^${field}\\[\\d*\\]$`)
  return Object.entries(form)
    .filter(([name]) => name === field || bracketed.test(name))
    .flatMap(([, value]) => value)
    .filter((value): value is string => typeof value === 'string')
    .map((value) => value.trim())
    .filter((value) => value !== '')
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
