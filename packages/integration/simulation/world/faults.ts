/** The possible faults of one request. */
export const faults = [
  /** Never reaches the server; the caller sees a network error. */
  'drop',
  /** The server acts; the caller sees a network error. */
  'lose',
  /** The server acts; the caller gets no response at all. */
  'hang',
  /** The server refuses to act. */
  '500',
  '429',
  /** Takes seconds to get there. */
  'slow-request',
  /** Takes seconds to come back. */
  'slow-answer',
  /** Both. */
  'slow-both',
  /** Reaches the server after its caller gave up. */
  'too-late',
  /** The server acts; a gateway answers that it got no response. */
  '502',
  /** The server acts; half of the answer arrives. */
  'truncated',
  /** The server acts; the headers arrive and the body never ends. */
  'endless',
  /** A login page of the network answers, with 200. */
  'html',
  /** An intermediary answers with 200 and no envelope. */
  'empty',
  /** An intermediary answers with 200 and an envelope without data. */
  'null',
  'redirect',
  /** A firewall or proxy refuses, not the API. */
  'proxy-403',
  'proxy-404',
  'proxy-408',
] as const

export type Fault = (typeof faults)[number]

/** The paths that can fail for every tab until they are mended. */
export const brokenPaths = [
  'session',
  'session/token',
  'session/sign-out',
  'session/switch',
  'me',
  'organizations',
  'notifications',
] as const

export type BrokenPath = (typeof brokenPaths)[number]

/** The faults of a failing path; the caller notices each at once or within its timeout. */
export const standingFaults = ['500', '502', '429', 'drop', 'hang', 'html', 'empty', 'proxy-403', 'proxy-404'] as const

const slowest = { fromMs: 2_000, toMs: 9_000 }
/** Later than the timeout of any request. */
const afterCaller = { fromMs: 11_000, toMs: 20_000 }

interface Delay {
  readonly fromMs: number
  readonly toMs: number
}

/** The additional latency of a request and its answer. */
export function delaysOf(fault: Fault | undefined): { readonly there?: Delay; readonly back?: Delay } {
  switch (fault) {
    case 'slow-request':
      return { there: slowest }
    case 'slow-answer':
      return { back: slowest }
    case 'slow-both':
      return { there: slowest, back: slowest }
    case 'too-late':
      return { there: afterCaller }
    default:
      return {}
  }
}

/** The answer in place of the server's; undefined when the request reaches the server. */
export function answerInPlace(fault: Fault | undefined, path: string): Response | undefined {
  // The server writes an empty list as null (PROTOCOL.md §4.1), so null would be a valid answer there.
  const isOfList = path.startsWith('/me/') || path.startsWith('/organizations/')
  switch (fault === 'null' && isOfList ? 'empty' : fault) {
    case '500':
      return refusal(500, 'INTERNAL')
    case '429':
      return refusal(429, 'TOO_MANY_REQUESTS')
    case 'html':
      return page(200)
    case 'proxy-403':
      return page(403)
    case 'proxy-404':
      return page(404)
    case 'proxy-408':
      return page(408)
    case 'empty':
      return json(200, {})
    case 'null':
      return json(200, { status: 200, message: 'success', data: null, session: null, errors: null })
    case 'redirect':
      return new Response(null, { status: 302, headers: { Location: 'https://login.example/' } })
    default:
      return undefined
  }
}

/** The server's answer as the caller sees it. */
export function answerBehind(fault: Fault | undefined, real: Response, text: string, signal: AbortSignal): Response {
  const { status, headers } = real
  switch (fault) {
    case '502':
      return page(502)
    case 'truncated':
      return new Response(text.slice(0, text.length / 2), { status, headers })
    case 'endless':
      return new Response(neverEnding(text.slice(0, 10), signal), { status, headers })
    default:
      return new Response(text, { status, headers })
  }
}

/** Whether the caller can read the server's answer. */
export const isReadable = (fault: Fault | undefined): boolean =>
  fault !== '502' && fault !== 'truncated' && fault !== 'endless'

function neverEnding(start: string, signal: AbortSignal): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(start))
      signal.addEventListener('abort', () => controller.error(signal.reason))
    },
  })
}

function refusal(status: number, code: string): Response {
  const message = 'Something went wrong'
  return json(status, { status, message, data: null, session: null, errors: [{ code, message }] })
}

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

const page = (status: number): Response =>
  new Response('<html><body>Please wait</body></html>', { status, headers: { 'Content-Type': 'text/html' } })
