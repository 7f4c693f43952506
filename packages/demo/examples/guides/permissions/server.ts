import { authenticateRequest, createProtection, withHeaders } from '@wachter/core/server'

const protect = createProtection({ signInUrl: '/sign-in' })

export async function postInvoice(request: Request, publishableKey: string): Promise<Response> {
  const authentication = await authenticateRequest(request, { publishableKey })
  const refusal = protect(request, authentication, { permission: 'invoices:write' })
  if (refusal) return refusal
  const { auth, headers } = authentication
  // The organization is that of the token, never one that the request names.
  const invoice = { organization: auth.organizationId, mayApprove: auth.has({ permission: 'organization:admin' }) }
  return withHeaders(Response.json(invoice), headers)
}
