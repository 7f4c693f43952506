import { isRefusal, isSessionError, SessionError } from '../errors.js'
import type { Address } from '../options.js'
import type { Clock } from '../ports.js'
import { success } from '../wire/envelope.js'
import { type Output, safeParse, type Schema as WireSchema } from '../wire/primitives.js'
import { withDeadline } from './deadline.js'
import type { DevSession } from './dev-session.js'
import type { Pauses } from './pauses.js'
import { errorFromRefusal } from './refusal.js'
import type { ApiBody } from './request-body.js'
import { safeCause } from './safe-cause.js'
import { createSending, requestFailed, secretsOf, unreachable } from './sending.js'

/** Anything that validates by the Standard Schema convention: zod, valibot, arktype and others. */
export interface Schema<T> {
  readonly '~standard': {
    readonly validate: (value: unknown) => SchemaResult<T> | Promise<SchemaResult<T>>
    readonly types?: { readonly output: T } | undefined
  }
}

type SchemaResult<T> = { readonly value: T; readonly issues?: undefined } | { readonly issues: Issues }

type Issues = readonly {
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}[]

/**
 * One call of the Frontend API. The body is one of `form`, `urlencoded`, `json` and `bytes`, or none. The verbs and bodies
 * are those of all of Wacht's routes, also of the ones this library has no function for.
 *
 * @example { method: 'delete', path: `api-auth/keys/${encodeURIComponent(id)}`, schema }
 * @see PROTOCOL.md §1.6, §3 and protocol-routes.md §6
 */
export type ApiRequest<T> = ApiCall<T> & ApiBody

interface ApiCall<T> {
  /** Default `get`. */
  readonly method?: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Below the base URL, without a leading slash. Percent-encode the ids you put into it. */
  readonly path: string
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>
  /** Validates the `data` of the answer. */
  readonly schema: Schema<T>
  readonly signal?: AbortSignal | undefined
  /** False for a GET with side effects. Only safe reads are ever sent twice. */
  readonly repeatable?: boolean
  /** Asks even while this path is in backoff after a failure, because a caller waits for it. */
  readonly urgent?: boolean
  /** Lets the request outlive the page, where the environment can. */
  readonly keepalive?: boolean
}

/** Sends one request and gives the validated `data` of its answer, or throws a {@link SessionError}. */
export type Transport = <T>(request: ApiRequest<T>) => Promise<T>

interface TransportNeeds extends Address {
  readonly clock: Clock
  readonly devSession: DevSession
  readonly pauses: Pauses
  readonly fetch?: typeof fetch
  readonly timeoutMs: number
}

export function createTransport({
  baseUrl,
  mode,
  clock,
  devSession,
  pauses,
  fetch,
  timeoutMs,
}: TransportNeeds): Transport {
  const staging = mode === 'staging'
  const put = createSending({ baseUrl, mode, fetch })
  let firstContact: Promise<unknown> | undefined

  const exchange = async (request: ApiRequest<unknown>, signal: AbortSignal): Promise<unknown> => {
    const sent = devSession.token() ?? ''
    const response = await put(request, sent, signal)
    const renewed = response.headers.get('X-Development-Session')
    if (staging && renewed) devSession.remember(renewed, sent)
    const secrets = () => secretsOf(baseUrl, request, sent)
    const body: unknown = await response.json().catch((error: unknown) => {
      // A page, half an answer or nothing: it was answered, though not by the API.
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

  /** Until a dev session is known requests go one by one, or rival anonymous sessions would appear. */
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
    // A template that cannot be rendered must not close the others.
    const rest = path + (request.query?.template ?? '')
    const isRead = (request.method ?? 'get') === 'get' && request.repeatable !== false
    if (isRead && !urgent) pauses.guard(rest)
    try {
      const answer = await withDeadline(clock, timeoutMs, signal, (aborted) => admitted(request, aborted))
      pauses.succeeded()
      return answer as T
    } catch (cause) {
      const error = isSessionError(cause)
        ? cause
        : requestFailed(safeCause(cause, secretsOf(baseUrl, request, devSession.token() ?? '')))
      // A refusal is an answer; backoff is for a path that gives none.
      throw isRead && !signal?.aborted && !isRefusal(error) ? pauses.failed(rest, error) : error
    }
  }
}

/** Asynchronous, so that a schema that throws at once rejects too. */
const validated = async ({ schema }: ApiRequest<unknown>, data: unknown) => schema['~standard'].validate(data)

/**
 * The value as its schema reads it.
 *
 * @throws {@link SessionError} `invalid-response`, naming the place that failed
 */
export function valid<T extends WireSchema>(schema: T, value: unknown, path: string): Output<T> {
  const result = safeParse(schema, value)
  if (!result.success) throw invalidResponse(path, result.error.issues)
  return result.data
}

function invalidResponse(path: string, [issue]: Issues): SessionError {
  const at = (issue?.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
  return new SessionError('invalid-response', `The answer of ${nameOf(path)} is unexpected at "${at}"`)
}

/** A path without the query that a caller may have written into it. */
const nameOf = (path: string): string => path.replace(/[?#].*/s, '')
