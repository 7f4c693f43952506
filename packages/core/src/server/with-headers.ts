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
