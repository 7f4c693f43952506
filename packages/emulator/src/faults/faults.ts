import { createDelays } from './delays'
import { createPathPattern } from './path-pattern'

/** A fault, the requests it applies to, and how often. Without `method` it applies to every method, but not to preflights. */
export interface FaultRule {
  method?: string
  /** A path in which `*` matches any text, or a regular expression. Default: every path. */
  path?: string | RegExp
  /** Number of matching requests to let pass first. Default 0. */
  skip?: number
  /** Number of requests it applies to. Default: all until removed. */
  times?: number
  /** The same as `times: 1`. */
  once?: boolean
  /** Delays the answer, after the server has acted. */
  latencyMs?: number
  /** Delays the request, before the server acts. */
  requestLatencyMs?: number
  /** Holds the answer, after the server has acted, until released. */
  hold?: boolean
  /** The connection fails before the server acts. */
  drop?: boolean
  /** The server acts, then the connection fails. */
  dropResponse?: boolean
  /** Answers an error envelope with this status instead of acting. */
  status?: number
  code?: string
  message?: string
  /** Answers with this body instead of acting: strings verbatim, other values as JSON. */
  body?: unknown
  /** Headers of a `status` or `body` answer. */
  headers?: Record<string, string>
  /** `false` leaves CORS headers off a `status` or `body` answer, so that a browser shows a network error. */
  cors?: boolean
  /** Changes the server's real answer. Available in process only. */
  rewrite?: (response: Response) => Response | Promise<Response>
}

export interface Fault {
  readonly id: string
  readonly rule: FaultRule
  /** Number of requests it has applied to. */
  hits(): number
  /** Number of answers it holds now. */
  holding(): number
  /** Resolves as soon as it holds an answer. */
  held(): Promise<void>
  /** Sends the answers it holds now. */
  release(): void
  /** Ends the fault and sends the answers it holds. */
  remove(): void
}

export interface Faults {
  add(rule: FaultRule): Fault
  all(): Fault[]
  /** Ends all faults and sends the answers they hold or delay. */
  clear(): void
}

/** The connection failed, as `fetch` reports it. */
export class DroppedConnection extends TypeError {
  constructor() {
    super('Failed to fetch')
    this.name = 'TypeError'
  }
}

export interface FaultEngine extends Faults {
  /** Answers a request through every fault that matches it. */
  through(request: Request, serve: () => Promise<Response>): Promise<Response>
}

interface LiveFault extends Fault {
  strike(request: Request): boolean
  keep(): Promise<void>
}

export function createFaults(corsHeadersFor: (request: Request) => Record<string, string>): FaultEngine {
  const faults = new Map<string, LiveFault>()
  const delays = createDelays()
  let lastId = 0

  return {
    add(rule) {
      refuseUnanswerable(rule)
      const id = `fault_${++lastId}`
      const fault = createFault(id, copyOf(rule), () => faults.delete(id))
      faults.set(id, fault)
      return fault
    },
    all: () => [...faults.values()],
    clear() {
      for (const fault of faults.values()) fault.remove()
      delays.finish()
    },
    through(request, serve) {
      const struck = [...faults.values()].filter((fault) => fault.strike(request))
      return struck.reduceRight((inner, fault) => () => apply(fault, request, inner), serve)()
    },
  }

  async function apply(fault: LiveFault, request: Request, serve: () => Promise<Response>): Promise<Response> {
    const { rule } = fault
    await delays.wait(rule.requestLatencyMs)
    if (rule.drop) throw new DroppedConnection()
    const answer = await (isFake(rule) ? fakeAnswer(rule, request) : serve())
    const response = rule.rewrite ? await rule.rewrite(answer) : answer
    if (rule.hold) await fault.keep()
    await delays.wait(rule.latencyMs)
    if (rule.dropResponse) throw new DroppedConnection()
    return response
  }

  function fakeAnswer(rule: FaultRule, request: Request): Response {
    const status = rule.status ?? 200
    const body = rule.body === undefined ? errorEnvelope(rule, status) : rule.body
    const headers = new Headers({ 'Content-Type': 'application/json', ...(status === 429 && { 'Retry-After': '60' }) })
    const cors = rule.cors === false ? {} : corsHeadersFor(request)
    for (const [name, value] of Object.entries({ ...cors, ...rule.headers })) headers.set(name, value)
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return new Response(bodiless.has(status) ? null : text, { status, headers })
  }
}

// A response with one of these must not have a body.
const bodiless = new Set([204, 205, 304])

/** Throws for a fault whose answer is impossible when it is added, not at the first request it applies to. */
function refuseUnanswerable({ status = 200, headers }: FaultRule): void {
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new RangeError('"status" of a fault must be a whole number from 200 to 599')
  }
  new Headers(headers)
}

function copyOf(rule: FaultRule): FaultRule {
  return { ...rule, ...(rule.headers && { headers: { ...rule.headers } }) }
}

function createFault(id: string, rule: FaultRule, forget: () => void): LiveFault {
  const limit = rule.once ? 1 : (rule.times ?? Number.POSITIVE_INFINITY)
  const skip = rule.skip ?? 0
  const isPath = pathMatcher(rule.path)
  let matched = 0
  const kept: (() => void)[] = []
  const watchers: (() => void)[] = []

  function release() {
    for (const letGo of kept.splice(0)) letGo()
  }

  return {
    id,
    rule,
    hits: () => Math.max(0, Math.min(matched - skip, limit)),
    holding: () => kept.length,
    held: () => (kept.length > 0 ? Promise.resolve() : new Promise((resolve) => watchers.push(resolve))),
    release,
    remove() {
      forget()
      release()
    },
    strike(request) {
      if (!isMethod(rule, request) || !isPath(new URL(request.url).pathname)) return false
      matched += 1
      return matched > skip && matched <= skip + limit
    },
    keep() {
      const gone = new Promise<void>((resolve) => kept.push(resolve))
      for (const notify of watchers.splice(0)) notify()
      return gone
    },
  }
}

function isMethod({ method }: FaultRule, request: Request): boolean {
  return method ? request.method === method.toUpperCase() : request.method !== 'OPTIONS'
}

function pathMatcher(path: FaultRule['path']): (pathname: string) => boolean {
  if (path === undefined) return () => true
  return typeof path === 'string' ? createPathPattern(path) : (pathname) => pathname.search(path) !== -1
}

function isFake(rule: FaultRule): boolean {
  return rule.status !== undefined || rule.body !== undefined
}

function errorEnvelope(rule: FaultRule, status: number) {
  const code = rule.code ?? (status === 429 ? 'TOO_MANY_REQUESTS' : status >= 500 ? 'INTERNAL' : undefined)
  const message = rule.message ?? 'Something went wrong'
  return { status, message, data: null, session: null, errors: code ? [{ code, message }] : [] }
}
