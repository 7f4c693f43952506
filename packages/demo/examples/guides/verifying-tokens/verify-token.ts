import { isSessionError } from '@wachter/core'
import { verifyToken } from '@wachter/core/verify'

export async function answer(request: Request, publishableKey: string): Promise<Response> {
  const [, token = ''] = (request.headers.get('Authorization') ?? '').split(' ')
  try {
    const { userId, organizationId, has } = await verifyToken(token, { publishableKey })
    if (!has({ permission: 'invoices:read' })) return new Response('Forbidden', { status: 403 })
    return Response.json({ userId, organizationId })
  } catch (error) {
    // Any other code means that the keys could not be fetched: the token may be valid.
    const isRefused = isSessionError(error) && ['token-invalid', 'token-expired'].includes(error.code)
    return new Response(null, { status: isRefused ? 401 : 503 })
  }
}
