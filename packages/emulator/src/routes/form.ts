import { badRequestBody } from '../wire/refusal'
import type { AppContext } from './server'

/** The fields of a body, whether it came as multipart, urlencoded or JSON. */
export async function readForm(c: AppContext): Promise<Record<string, unknown>> {
  const contentType = c.req.header('content-type') ?? ''
  try {
    if (!contentType.includes('json')) return await c.req.parseBody()
    const body: unknown = await c.req.json()
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  } catch {
    // Falls through: an unreadable body is answered like one of the wrong shape.
  }
  throw badRequestBody()
}

/** A field that must be there and be text. */
export function requireText(form: Record<string, unknown>, field: string): string {
  const value = form[field]
  if (typeof value !== 'string' || value === '') throw badRequestBody()
  return value
}
