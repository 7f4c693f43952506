import ky, { HTTPError } from 'ky'
import { isSessionError, SessionError } from '../errors.js'
import type { Address } from '../options.js'
import type { ApiRequest } from './request.js'
import { encodeBody } from './request-body.js'
import { safeCause } from './safe-cause.js'

/** Sends one request and returns its answer, whatever its status. */
export type Sending = (request: ApiRequest<unknown>, devSession: string, signal: AbortSignal) => Promise<Response>

interface SendingNeeds extends Address {
  readonly fetch?: typeof fetch | undefined
}

/** Everything in the URL of a request that must not appear in an error. A body is never quoted. */
export const secretsOf = (baseUrl: string, request: ApiRequest<unknown>, devSession: string): readonly string[] => [
  new URL(baseUrl).host,
  devSession,
  ...Object.values(request.query ?? {}).filter((value) => value !== undefined),
]

export function createSending({ baseUrl, mode, fetch }: SendingNeeds): Sending {
  const staging = mode === 'staging'
  const start = (request: ApiRequest<unknown>, devSession: string, signal: AbortSignal): Promise<Response> =>
    ky(request.path, {
      ...encodeBody(request),
      ...supported({
        credentials: staging ? 'omit' : 'include',
        // The dev session is in the URL; it must not leak through a referrer.
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        ...(request.keepalive && { keepalive: true }),
      }),
      method: request.method ?? 'get',
      prefixUrl: baseUrl,
      searchParams: searchOf({ ...request.query, ...(staging && { __dev_session__: devSession }) }),
      signal,
      // Our own timeout covers the body too; ky's ends with the headers.
      timeout: false,
      retry: request.idempotent === false ? 0 : { limit: 1, statusCodes: [502, 503, 504], afterStatusCodes: [] },
      // Look up fetch on each call, so that one replaced later is used.
      fetch: (input, init) => beforeLeaving(() => (fetch ?? globalThis.fetch)(input, init)),
    })

  return async (request, devSession, signal) => {
    try {
      return await beforeLeaving(() => start(request, devSession, signal))
    } catch (error) {
      if (error instanceof HTTPError) return error.response
      const secrets = secretsOf(baseUrl, request, devSession)
      if (!isSessionError(error)) throw unreachable(error, secrets)
      throw error.code === 'request-failed' ? requestFailed(safeCause(error.cause, secrets)) : error
    }
  }
}

/** Without options that this environment lacks: a Worker with an older compatibility date throws for `cache`, for example. */
const supported = (wishes: RequestInit): RequestInit =>
  Object.fromEntries(
    Object.entries(wishes).filter(([name]) => typeof Request === 'function' && name in Request.prototype),
  )

/** A synchronous throw means that nothing was sent; a rejected promise may be the network. */
function beforeLeaving<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw isSessionError(cause) ? cause : requestFailed(cause)
  }
}

export const requestFailed = (cause: unknown): SessionError =>
  new SessionError('request-failed', 'This environment could not make the request, see the cause', { cause })

export const unreachable = (error: unknown, secrets: readonly string[]): SessionError =>
  new SessionError('offline', 'The server could not be reached', { cause: safeCause(error, secrets) })

const searchOf = (query: NonNullable<ApiRequest<unknown>['query']>): URLSearchParams =>
  new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined))
