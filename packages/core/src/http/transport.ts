import ky, { type Options as KyOptions } from 'ky'
import { isRefusal, isSessionError, SessionError } from '../errors.js'
import type { Address } from '../options.js'
import type { Clock, Stamps } from '../ports.js'
import { success } from '../wire/envelope.js'
import { type Output, safeParse, type Schema as WireSchema } from '../wire/primitives.js'
import { withDeadline } from './deadline.js'
import type { DevSession } from './dev-session.js'
import type { Pauses } from './pauses.js'
import { errorFromRefusal } from './refusal.js'

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

/** One call of the Frontend API. */
export interface ApiRequest<T> {
  /** Default `get`. */
  readonly method?: 'get' | 'post' | 'patch'
  /** Below the base URL, without a leading slash. Percent-encode the ids you put into it. */
  readonly path: string
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>
  /** Sent as multipart, which needs no preflight (PROTOCOL.md §1.6). Undefined values are left out, lists repeat the name. */
  readonly form?: Readonly<Record<string, string | Blob | readonly string[] | undefined>>
  /** Sent as JSON, which costs a preflight. */
  readonly json?: unknown
  /** Validates the `data` of the answer. */
  readonly schema: Schema<T>
  readonly signal?: AbortSignal | undefined
  /** False for a GET with side effects. Only safe reads are ever sent twice. */
  readonly repeatable?: boolean
  /** Asks even while this path rests after a failure: somebody is waiting for it. */
  readonly urgent?: boolean
  /** Lets the request outlive the page. */
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
  readonly stamps: Stamps
}

export function createTransport({
  baseUrl,
  mode,
  clock,
  devSession,
  pauses,
  fetch,
  timeoutMs,
  stamps,
}: TransportNeeds): Transport {
  const staging = mode === 'staging'
  let firstContact: Promise<unknown> | undefined

  const exchange = async (request: ApiRequest<unknown>, signal: AbortSignal): Promise<unknown> => {
    const stamp = stamps.next()
    const options: KyOptions = {
      method: request.method ?? 'get',
      prefixUrl: baseUrl,
      searchParams: searchOf({ ...request.query, ...(staging && { __dev_session__: devSession.token() ?? '' }) }),
      credentials: staging ? 'omit' : 'include',
      // The dev session travels in the address; it must not leak to anyone through a referrer.
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      keepalive: request.keepalive === true,
      signal,
      // Ours covers the body too; ky's ends with the headers.
      timeout: false,
      retry: request.repeatable === false ? 0 : { limit: 2, statusCodes: [502, 503, 504], afterStatusCodes: [] },
      ...(request.form ? { body: formOf(request.form) } : request.json !== undefined ? { json: request.json } : {}),
      // Looked up on each call, so that a fetch replaced later is the one used.
      fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    }
    const response = await ky(request.path, options).catch((error: unknown) => {
      const answer = (error as { response?: Response }).response
      if (answer) return answer
      throw unreachable(error)
    })
    const renewed = response.headers.get('X-Development-Session')
    if (staging && renewed) devSession.remember(renewed, stamp)
    const body: unknown = await response.json().catch((error: Error) => {
      if (error.name !== 'SyntaxError') throw unreachable(error)
    })
    if (!response.ok) throw errorFromRefusal(response.status, body, response.headers.get('Retry-After'))
    const { data } = valid(success, body, request.path)
    const result = await request.schema['~standard'].validate(data)
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
      const error = isSessionError(cause) ? cause : new SessionError('invalid-response', 'Unreadable answer')
      // A refusal is an answer; what rests is a path that gives none.
      throw isRead && !signal?.aborted && (error.status === 429 || !isRefusal(error))
        ? pauses.failed(rest, error)
        : error
    }
  }
}

/** Only the words of the cause: the object, and any address in it, may hold the dev session. */
const unreachable = (error: unknown): SessionError =>
  new SessionError('offline', 'The server was not reached', { cause: String(error).replace(/\?\S*/g, '') })

const searchOf = (query: NonNullable<ApiRequest<unknown>['query']>): URLSearchParams =>
  new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined))

function formOf(fields: NonNullable<ApiRequest<unknown>['form']>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    for (const item of [value].flat()) if (item !== undefined) form.append(name, item)
  }
  return form
}

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
  return new SessionError('invalid-response', `The answer of ${path} is unexpected at "${at}"`)
}
