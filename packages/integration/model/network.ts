import type { Draws } from './random.js'
import type { WatchedServer } from './server.js'
import type { Owner, Timeline } from './timeline.js'

/** What may befall one request. */
export type Fault =
  /** Never reaches the server; the caller sees a network error. */
  | 'drop'
  /** The server acts; the caller sees a network error. */
  | 'lose'
  /** The server acts; the caller sees nothing at all. */
  | 'hang'
  /** The server refuses to act. */
  | '500'
  | '429'
  /** Takes seconds to get there. */
  | 'slow-request'
  /** Takes seconds to come back. */
  | 'slow-answer'

export interface Network {
  /** The `fetch` of one tab. */
  fetchOf(owner: Owner, draws: Draws): typeof fetch
  /** The next request of this tab fails so. */
  befall(owner: Owner, fault: Fault): void
  setOnline(online: boolean): void
  isOnline(): boolean
  /** Whether the server is at work. */
  isServing(): boolean
  /** Faults that wait for a request are gone. */
  heal(): void
}

interface NetworkNeeds {
  readonly timeline: Timeline
  readonly server: WatchedServer
  readonly trace: (line: string) => void
  /** A request left a tab. */
  readonly onRequest: (owner: Owner, path: string) => void
  /** An answer is about to be read by a tab; `era` is the server's when it answered. */
  readonly onAnswer: (owner: Owner, path: string, era: number, token: string | undefined) => void
}

const quickest = 15
const slowest = 300

export function createNetwork({ timeline, server, trace, onRequest, onAnswer }: NetworkNeeds): Network {
  const faults = new Map<Owner, Fault[]>()
  let online = true
  let serving = 0

  const serve = async (request: Request) => {
    server.observe()
    const answer = await server.emulator.fetch(request)
    const text = await answer.text()
    const path = pathOf(request.url)
    const isToken = path === '/session/token' && answer.ok
    const token = isToken ? (JSON.parse(text) as { data: { token: string } }).data.token : undefined
    if (token) server.remember(token)
    const era = server.observe().number
    const { status, headers } = answer
    return { response: () => new Response(text, { status, headers }), era, status, token }
  }

  const fetchOf =
    (owner: Owner, draws: Draws): typeof fetch =>
    (input, init) =>
      new Promise((resolve, reject) => {
        const request = new Request(input, init)
        const { signal } = request
        const path = pathOf(request.url)
        const name = `${owner.name} ${request.method} ${path}${describe(request.url)}`
        const lost = () => reject(new TypeError('Failed to fetch'))
        onRequest(owner, path)
        // A caller that gave up does not call back what is under way.
        const abort = () => reject(signal.reason)
        if (signal.aborted) return abort()
        signal.addEventListener('abort', abort, { once: true })

        const fault = online ? faults.get(owner)?.shift() : undefined
        const thereMs = draws.between(quickest, slowest) + (fault === 'slow-request' ? draws.between(2_000, 9_000) : 0)
        const backMs = draws.between(quickest, slowest) + (fault === 'slow-answer' ? draws.between(2_000, 9_000) : 0)
        const back = (label: string, answer: () => void) => timeline.after(backMs, owner, label, answer)
        if (!online || fault === 'drop') {
          trace(`${name} is dropped`)
          timeline.after(online ? thereMs : 1, owner, `${name} drops`, lost)
          return
        }
        const parcel = copyOf(request)
        timeline.after(thereMs, undefined, `${name} arrives`, () => {
          serving++
          const act = async (copy: Request) => {
            if (fault === '500' || fault === '429') {
              trace(`${name} is refused with ${fault}`)
              back(`${name} refused`, () => resolve(refusal(Number(fault))))
              return
            }
            const { response, era, status, token } = await serve(copy)
            trace(`${name} → ${status}${fault ? ` (${fault})` : ''}, era ${era}`)
            if (fault === 'hang') return
            back(`${name} answers`, () => {
              if (fault === 'lose' || !online) return lost()
              onAnswer(owner, path, era, token)
              resolve(response())
            })
          }
          void parcel.then(act).finally(() => serving--)
        })
      })

  return {
    fetchOf,
    befall(owner, fault) {
      faults.set(owner, [...(faults.get(owner) ?? []), fault])
    },
    setOnline(next) {
      online = next
    },
    isOnline: () => online,
    isServing: () => serving > 0,
    heal: () => faults.clear(),
  }
}

/** The request as it lies on the wire, which no abort of its caller reaches. */
async function copyOf(request: Request): Promise<Request> {
  const { method, headers, url } = request
  const body = method === 'POST' && request.body ? await request.arrayBuffer() : null
  return new Request(url, { method, headers, body })
}

function refusal(status: number): Response {
  const code = status === 429 ? 'TOO_MANY_REQUESTS' : 'INTERNAL'
  const message = 'Something went wrong'
  const body = { status, message, data: null, session: null, errors: [{ code, message }] }
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
}

const pathOf = (url: string): string => new URL(url).pathname

function describe(url: string): string {
  const query = [...new URL(url).searchParams].filter(([name]) => name !== '__dev_session__' && name !== 'ticket')
  return query.length > 0 ? ` ${query.map(([name, value]) => `${name}=${value.slice(-4)}`).join(' ')}` : ''
}
