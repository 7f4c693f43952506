import { answerBehind, answerInPlace, type BrokenPath, delaysOf, type Fault, isReadable } from './faults.js'
import type { Draws } from './random.js'
import type { Era, WatchedServer } from './server.js'
import type { Owner, Timeline } from './timeline.js'

/** A server's answer that a tab is about to read. */
export interface HeardAnswer {
  readonly path: string
  readonly status: number
  /** The server's era when it answered. */
  readonly era: Era
  /** The server moment at which the request was sent. */
  readonly begun: number
  /** The token in the answer, if any. */
  readonly token: string | undefined
}

interface ServedRequest {
  readonly owner: Owner
  readonly url: URL
  /** The server moment at which it was sent. */
  readonly begun: number
  /** Its caller has given up: no client can take it back. */
  readonly isGivenUp: boolean
}

/** Callbacks for the requests of one kind of clients. */
export interface NetworkEars {
  /** Prefix of the tab's name in the trace. */
  readonly label: string
  /** A tab sends a request. */
  readonly onRequest: (owner: Owner, url: URL) => void
  /** The server is about to act, and has acted. */
  readonly onServe?: (served: ServedRequest, serve: () => Promise<Response>) => Promise<Response>
  readonly onAnswer: (owner: Owner, answer: HeardAnswer) => void
  /** A request that may change something comes to its end for the tab, with an answer or without. */
  readonly onChangeEnd?: (owner: Owner) => void
}

export interface Network {
  /** The `fetch` of one client of a tab. */
  fetchOf(owner: Owner, draws: Draws, server: WatchedServer, ears: NetworkEars): typeof fetch
  /** Applies a fault to the next request of this tab. */
  befall(owner: Owner, fault: Fault): void
  /** Applies a fault to every request below a path. */
  break(path: BrokenPath, fault: Fault): void
  /** Mends all paths. */
  mend(): void
  isBroken(): boolean
  /** When a request other than a sign-out last failed. */
  lastTroubleMs(): number
  setOnline(online: boolean): void
  isOnline(): boolean
  /** Whether the server is processing a request. */
  isServing(): boolean
  /** Removes all faults, also those that wait for a request. */
  heal(): void
}

interface NetworkNeeds {
  readonly timeline: Timeline
  readonly trace: (line: string) => void
}

const quickest = 15
const slowest = 300

export function createNetwork({ timeline, trace }: NetworkNeeds): Network {
  const faults = new Map<Owner, Fault[]>()
  const broken = new Map<BrokenPath, Fault>()
  let online = true
  let troubleMs = Number.NEGATIVE_INFINITY
  let serving = 0

  const standingFault = (path: string): Fault | undefined => {
    for (const [prefix, fault] of broken) if (isBelow(prefix, path)) return fault
    return undefined
  }

  const fetchOf =
    (owner: Owner, draws: Draws, server: WatchedServer, ears: NetworkEars): typeof fetch =>
    (input, init) =>
      new Promise((fulfil, refuse) => {
        const request = new Request(input, init)
        const end = () => {
          if (request.method !== 'GET') ears.onChangeEnd?.(owner)
        }
        const resolve = (answer: Response) => {
          end()
          fulfil(answer)
        }
        const reject = (reason: unknown) => {
          end()
          refuse(reason)
        }
        const { signal } = request
        const url = new URL(request.url)
        const path = url.pathname
        const name = `${ears.label}${owner.name} ${request.method} ${path}${describe(url)}`
        const lost = () => reject(new TypeError('Failed to fetch'))
        ears.onRequest(owner, url)
        const begun = server.moment()
        const fault = online ? (faults.get(owner)?.shift() ?? standingFault(path)) : undefined
        const noteTrouble = () => {
          if (!online || (fault && path !== '/session/sign-out')) troubleMs = timeline.now()
        }
        noteTrouble()
        // An abort does not stop a request that has been sent.
        const abort = () => {
          noteTrouble()
          reject(signal.reason)
        }
        if (signal.aborted) return abort()
        signal.addEventListener('abort', abort, { once: true })

        const { there, back } = delaysOf(fault)
        const more = (delay: typeof there) => (delay ? draws.between(delay.fromMs, delay.toMs) : 0)
        const thereMs = draws.between(quickest, slowest) + more(there)
        const backMs = draws.between(quickest, slowest) + more(back)
        const later = (label: string, answer: () => void) =>
          timeline.after(backMs, owner, label, () => {
            noteTrouble()
            answer()
          })
        if (!online || fault === 'drop') {
          trace(`${name} is dropped`)
          timeline.after(online ? thereMs : 1, owner, `${name} drops`, lost)
          return
        }
        const parcel = copyOf(request)

        const act = async (copy: Request) => {
          const instead = answerInPlace(fault, path)
          if (instead) {
            trace(`${name} never arrives: ${fault}`)
            later(`${name} refused`, () => resolve(instead))
            return
          }
          server.observe()
          let keepCookie = () => {}
          const ask = async () => {
            const served = await server.serve(copy)
            keepCookie = served.keepCookie
            return served.answer
          }
          const answer = await (ears.onServe
            ? ears.onServe({ owner, url, begun, isGivenUp: signal.aborted }, ask)
            : ask())
          const text = await answer.text()
          const token = path === '/session/token' && answer.ok ? tokenOf(text) : undefined
          if (token) server.remember(token)
          const era = server.observe()
          trace(`${name} → ${answer.status}${fault ? ` (${fault})` : ''}, era ${era.number}`)
          if (fault === 'hang') return
          later(`${name} answers`, () => {
            // The server itself fails some requests.
            if (answer.status >= 500) troubleMs = timeline.now()
            if (fault === 'lose' || !online) return lost()
            keepCookie()
            const isHeard = isReadable(fault) && !signal.aborted
            if (isHeard) ears.onAnswer(owner, { path, status: answer.status, era, begun, token })
            resolve(answerBehind(fault, answer, text, signal))
          })
        }
        timeline.after(thereMs, undefined, `${name} arrives`, () => {
          serving++
          void parcel.then(act).finally(() => serving--)
        })
      })

  return {
    fetchOf,
    befall(owner, fault) {
      faults.set(owner, [...(faults.get(owner) ?? []), fault])
    },
    break: (path, fault) => void broken.set(path, fault),
    mend: () => broken.clear(),
    isBroken: () => broken.size > 0,
    lastTroubleMs: () => troubleMs,
    setOnline(next) {
      online = next
    },
    isOnline: () => online,
    isServing: () => serving > 0,
    heal() {
      faults.clear()
      broken.clear()
    },
  }
}

/** `session` matches only the session itself; every other name is a prefix. */
const isBelow = (prefix: BrokenPath, path: string): boolean =>
  prefix === 'session' ? path === '/session' : path.startsWith(`/${prefix}`)

/** A copy of a request that its caller's abort does not affect. */
async function copyOf(request: Request): Promise<Request> {
  const { method, headers, url } = request
  const body = method === 'POST' && request.body ? await request.arrayBuffer() : null
  return new Request(url, { method, headers, body })
}

const tokenOf = (text: string): string => (JSON.parse(text) as { data: { token: string } }).data.token

function describe(url: URL): string {
  const query = [...url.searchParams].filter(([name]) => name !== '__dev_session__' && name !== 'ticket')
  return query.length > 0 ? ` ${query.map(([name, value]) => `${name}=${value.slice(-4)}`).join(' ')}` : ''
}
