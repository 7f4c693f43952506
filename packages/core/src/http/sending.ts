import { isSessionError, SessionError } from '../errors.js'
import type { Address } from '../options.js'
import type { Clock } from '../ports.js'
import { pause } from '../time/pause.js'
import { type ApiRequest, isRead } from './request.js'
import { encodeBody, filled } from './request-body.js'
import { safeCause } from './safe-cause.js'

/** Sends one request and returns its answer, whatever its status. An idempotent read is sent once more if it got none. */
export type Sending = (request: ApiRequest<unknown>, devSession: string, signal: AbortSignal) => Promise<Response>

interface SendingNeeds extends Address {
  readonly clock: Clock
  readonly fetch?: typeof fetch | undefined
}

/** Enough for a connection that changed; short for someone who waits. */
const RETRY_AFTER_MS = 300
/** A gateway that lost the server for a moment. */
const GATEWAY_STATUSES = [502, 503, 504]

/** Everything in the URL of a request that must not appear in an error. A body is never quoted. */
export const secretsOf = (baseUrl: string, request: ApiRequest<unknown>, devSession: string): readonly string[] => [
  new URL(baseUrl).host,
  devSession,
  ...Object.values(request.query ?? {})
    .flat()
    .filter((value) => value !== undefined),
]

export function createSending({ baseUrl, mode, clock, fetch }: SendingNeeds): Sending {
  const staging = mode === 'staging'

  const addressOf = ({ path, query }: ApiRequest<unknown>, devSession: string): URL => {
    if (path.startsWith('/')) throw new TypeError('The path of a request has no leading slash')
    const url = new URL(`${baseUrl}/${path}`)
    url.search = String(filled(new URLSearchParams(), { ...query, ...(staging && { __dev_session__: devSession }) }))
    return url
  }

  const requestOf = (request: ApiRequest<unknown>, devSession: string, signal: AbortSignal): Request =>
    new Request(addressOf(request, devSession), {
      ...encodeBody(request),
      ...supported({
        credentials: staging ? 'omit' : 'include',
        // The dev session is in the URL; it must not leak through a referrer.
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        ...(request.keepalive && { keepalive: true }),
      }),
      method: (request.method ?? 'get').toUpperCase(),
      signal,
    })

  const send: Sending = async (request, devSession, signal) => {
    const secrets = secretsOf(baseUrl, request, devSession)
    let flight: Promise<Response>
    try {
      // Look up fetch on each call, so that one replaced later is used.
      flight = (fetch ?? globalThis.fetch)(requestOf(request, devSession, signal))
    } catch (cause) {
      // A synchronous throw means that nothing was sent; a rejected promise may be the network.
      throw isSessionError(cause) ? cause : requestFailed(cause, secrets)
    }
    try {
      return await flight
    } catch (error) {
      throw isSessionError(error) ? error : unreachable(error, secrets)
    }
  }

  return async (request, devSession, signal) => {
    const first = send(request, devSession, signal)
    if (!isRead(request) || !(await first.then(isOfGateway, isOffline))) return first
    await pause(clock, RETRY_AFTER_MS, signal)
    return signal.aborted ? first : send(request, devSession, signal)
  }
}

const isOfGateway = ({ status }: Response): boolean => GATEWAY_STATUSES.includes(status)
const isOffline = (error: unknown): boolean => isSessionError(error) && error.code === 'offline'

/** Without options that this environment lacks: a Worker with an older compatibility date throws for `cache`, for example. */
const supported = (wishes: RequestInit): RequestInit =>
  Object.fromEntries(
    Object.entries(wishes).filter(([name]) => typeof Request === 'function' && name in Request.prototype),
  )

export const requestFailed = (cause: unknown, secrets: readonly string[]): SessionError =>
  new SessionError('request-failed', 'This environment could not make the request', {
    cause: safeCause(cause, secrets),
  })

export const unreachable = (error: unknown, secrets: readonly string[]): SessionError =>
  new SessionError('offline', 'The server could not be reached', { cause: safeCause(error, secrets) })
