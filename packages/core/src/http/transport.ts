import { isRefusal, isSessionError, SessionError } from '../errors.js'
import type { Address } from '../options.js'
import type { Clock } from '../ports.js'
import { withDeadline } from '../time/deadline.js'
import { success } from '../wire/envelope.js'
import type { Field } from '../wire/primitives.js'
import { type Backoff, backoffKey } from './backoff.js'
import type { DevSession } from './dev-session.js'
import { errorFromRefusal } from './refusal.js'
import { type ApiRequest, type Issues, isRead } from './request.js'
import { safeCause } from './safe-cause.js'
import { createSending, requestFailed, secretsOf, unreachable } from './sending.js'

export type { ApiRequest, Schema } from './request.js'

/** Sends one request and returns the validated `data` of its answer, or throws a {@link SessionError}. */
export type Transport = <T>(request: ApiRequest<T>) => Promise<T>

interface TransportNeeds extends Address {
  readonly clock: Clock
  readonly devSession: DevSession
  readonly backoff: Backoff
  readonly fetch?: typeof fetch | undefined
  readonly timeoutMs: number
}

export function createTransport({
  baseUrl,
  mode,
  clock,
  devSession,
  backoff,
  fetch,
  timeoutMs,
}: TransportNeeds): Transport {
  const staging = mode === 'staging'
  const put = createSending({ baseUrl, mode, clock, fetch })
  let firstContact: Promise<unknown> | undefined

  const exchange = async (request: ApiRequest<unknown>, signal: AbortSignal): Promise<unknown> => {
    const sent = devSession.token() ?? ''
    const response = await put(request, sent, signal)
    const renewed = response.headers.get('X-Development-Session')
    if (staging && renewed) devSession.remember(renewed, sent)
    const secrets = () => secretsOf(baseUrl, request, sent)
    const body: unknown = await response.json().catch((error: unknown) => {
      // An HTML page, half an answer or nothing: something answered, but not the API.
      if (!(error instanceof Error && error.name === 'SyntaxError')) throw unreachable(error, secrets())
    })
    if (!response.ok) throw errorFromRefusal(response.status, body, response.headers.get('Retry-After'))
    const { data } = valid(success, body, request.path)
    const result = await validated(request, data).catch((cause: unknown) => {
      throw new SessionError('invalid-response', `The schema of ${nameOf(request.path)} threw`, {
        cause: safeCause(cause, secrets()),
      })
    })
    if (result.issues) throw invalidResponse(request.path, result.issues)
    return result.value
  }

  /** Until a dev session is known, requests go one by one; otherwise the server would create two anonymous sessions. */
  const admitted = async (request: ApiRequest<unknown>, signal: AbortSignal): Promise<unknown> => {
    while (staging && firstContact && !devSession.token()) await firstContact
    const flight = exchange(request, signal)
    if (staging && !devSession.token()) {
      const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve))
      const settled = Promise.race([flight, aborted])
        .catch(() => undefined)
        .then(() => {
          if (firstContact === settled) firstContact = undefined
        })
      firstContact = settled
    }
    return flight
  }

  return async <T>(request: ApiRequest<T>) => {
    const { path, signal, urgent } = request
    const key = backoffKey(path, request.query?.template)
    const read = isRead(request)
    const resting = read && !urgent ? backoff.resting(key) : undefined
    if (resting) throw resting.error
    try {
      const answer = await withDeadline(clock, timeoutMs, signal, (aborted) => admitted(request, aborted))
      backoff.succeeded(key)
      return answer as T
    } catch (cause) {
      const error = isSessionError(cause)
        ? cause
        : requestFailed(cause, secretsOf(baseUrl, request, devSession.token() ?? ''))
      // A refusal is an answer; backoff is for paths without one.
      throw read && !signal?.aborted && !isRefusal(error) ? backoff.failed(key, error) : error
    }
  }
}

/** Async, so that a schema that throws synchronously rejects too. */
const validated = async ({ schema }: ApiRequest<unknown>, data: unknown) => schema['~standard'].validate(data)

/**
 * Validates a value with a schema.
 *
 * @throws {@link SessionError} `invalid-response`, naming the path of the invalid field
 */
export function valid<T>(schema: Field<T, unknown>, value: unknown, path: string): T {
  const result = schema['~standard'].validate(value)
  if (result.issues) throw invalidResponse(path, result.issues)
  return result.value
}

function invalidResponse(path: string, [issue]: Issues): SessionError {
  const at = (issue?.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
  return new SessionError('invalid-response', `The answer of ${nameOf(path)} is invalid at "${at}"`)
}

/** A path without a query that a caller may have put into it. */
const nameOf = (path: string): string => path.replace(/[?#].*/s, '')
