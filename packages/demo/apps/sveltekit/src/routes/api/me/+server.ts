import { json } from '@sveltejs/kit'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = ({ locals }) => {
  const { userId, organizationId } = locals.auth()
  return json({ userId, organizationId: organizationId ?? null })
}
