/**
 * A request for the data of a page, as the opening of that page, so that `createProtection` refuses it as it refuses the page: a
 * stranger is led to the sign-in page. For a framework that asks for data at another address, or by the form of an action.
 *
 * @example
 * ```ts
 * import { asNavigation, authenticateRequest, createProtection } from '@wachter/core/server'
 *
 * const protect = createProtection({ signInUrl: '/sign-in' })
 * const authentication = await authenticateRequest(request, { publishableKey })
 * const refusal = protect(asNavigation(request), authentication)
 * ```
 *
 * @param url the address of the page. Default: that of the request
 */
export function asNavigation(request: Request, url: string | URL = request.url): Request {
  const headers = new Headers(request.headers)
  headers.set('Sec-Fetch-Mode', 'navigate')
  return new Request(url, { headers })
}

/**
 * A copy of an answer with the `headers` of an `Authentication`. A copy, because the headers of a redirect or of an answer passed
 * on from elsewhere cannot be changed.
 *
 * @example
 * ```ts
 * import { authenticateRequest, withHeaders } from '@wachter/core/server'
 *
 * const handle = async (incoming: Request, next: () => Promise<Response>) => {
 *   const { headers } = await authenticateRequest(incoming, { publishableKey })
 *   return withHeaders(await next(), headers)
 * }
 * ```
 */
export function withHeaders(answer: Response, headers: Headers): Response {
  const response = new Response(answer.body, answer)
  for (const [name, value] of headers) {
    // A page that calls itself `public` is personal all the same.
    if (name === 'cache-control') response.headers.set(name, value)
    else response.headers.append(name, value)
  }
  return response
}
