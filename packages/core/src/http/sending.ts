import ky, { HTTPError, type Options as KyOptions } from 'ky'
import { isSessionError, SessionError } from '../errors.js'
import type { Address } from '../options.js'
import { encodeBody, textsOf } from './request-body.js'
import { safeCause } from './safe-cause.js'
import type { ApiRequest } from './transport.js'

/** Puts one request on the network and gives its answer, of whatever status. */
export type Sending = (request: ApiRequest<unknown>, devSession: string, signal: AbortSignal) => Promise<Response>

interface SendingNeeds extends Address {
  readonly fetch?: typeof fetch | undefined
}

type Wishes = Pick<RequestInit, 'credentials' | 'referrerPolicy' | 'cache' | 'keepalive'>

/** Everything in a request that must not show up in an error. */
export const secretsOf = (baseUrl: string, request: ApiRequest<unknown>, devSession: string): readonly string[] => [
  new URL(baseUrl).host,
  devSession,
  ...Object.values(request.query ?? {}).filter((value) => value !== undefined),
  ...textsOf(request),
]

export function createSending({ baseUrl, mode, fetch }: SendingNeeds): Sending {
  const staging = mode === 'staging'
  /** Options this environment refuses; some Workers know no `cache` and no `credentials`, for example. */
  const refused = new Set<string>()

  const wishesOf = ({ keepalive }: ApiRequest<unknown>): Wishes => ({
    credentials: staging ? 'omit' : 'include',
    // The dev session travels in the address; it must not leak to anyone through a referrer.
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    ...(keepalive && { keepalive }),
  })

  /** Tries the options one by one. Gives whether another try may do better. */
  const learnRefused = (wishes: Wishes): boolean => {
    const known = refused.size
    for (const [name, value] of Object.entries(wishes)) {
      try {
        new Request(baseUrl, { [name]: value })
      } catch {
        refused.add(name)
      }
    }
    return refused.size > known
  }

  const start = (request: ApiRequest<unknown>, devSession: string, signal: AbortSignal): Promise<Response> => {
    const wishes = wishesOf(request)
    const begin = () => {
      const options: KyOptions = {
        ...encodeBody(request),
        ...Object.fromEntries(Object.entries(wishes).filter(([name]) => !refused.has(name))),
        method: request.method ?? 'get',
        prefixUrl: baseUrl,
        searchParams: searchOf({ ...request.query, ...(staging && { __dev_session__: devSession }) }),
        signal,
        // Ours covers the body too; ky's ends with the headers.
        timeout: false,
        retry: request.repeatable === false ? 0 : { limit: 2, statusCodes: [502, 503, 504], afterStatusCodes: [] },
        // Looked up on each call, so that a fetch replaced later is the one used.
        fetch: (input, init) => beforeLeaving(() => (fetch ?? globalThis.fetch)(input, init)),
      }
      return ky(request.path, options)
    }
    try {
      return begin()
    } catch (error) {
      if (!learnRefused(wishes)) throw error
      return begin()
    }
  }

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

/** What throws at once throws before anything was sent; a promise that rejects may have been the network. */
function beforeLeaving<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw isSessionError(cause) ? cause : requestFailed(cause)
  }
}

export const requestFailed = (cause: unknown): SessionError =>
  new SessionError('request-failed', 'The request could not be made in this environment, see the cause', { cause })

export const unreachable = (error: unknown, secrets: readonly string[]): SessionError =>
  new SessionError('offline', 'The server was not reached', { cause: safeCause(error, secrets) })

const searchOf = (query: NonNullable<ApiRequest<unknown>['query']>): URLSearchParams =>
  new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined))
