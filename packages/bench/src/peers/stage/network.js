/**
 * @typedef {object} Fault what happens to the requests that it concerns, until it is removed
 * @property {'offline' | 'silent' | 'held' | 'answered'} kind `held`: only the next answer, until `heal`
 * @property {number} [status] of the answer; default 200
 * @property {string} [body] of the answer
 * @property {Record<string, string>} [headers] of the answer
 *
 * @typedef {object} PeerServer the peer's own server, as far as it is used
 * @property {(request: Request) => Response | Promise<Response>} answer the identity of an answer is fixed when it is asked
 * @property {unknown} [facts] plain data that `open` needs
 * @property {Record<string, string>} [names] whose a token is, by its subject; default: the subject is the name
 *
 * @typedef {ReturnType<typeof createNetwork>} Network
 */

/**
 * A network with one latency for all; a fault concerns only the requests for a token, but being offline all of them.
 *
 * @param {{ server: PeerServer, isMint: (path: string) => boolean, latencyMs: number, time: Pick<import('./time.js').Time, 'now' | 'sleep' | 'during'> }} needs
 */
export function createNetwork({ server, isMint, latencyMs, time }) {
  /** @type {string[]} */
  const paths = []
  /** @type {Fault | undefined} */
  let fault
  /** @type {(() => void)[]} */
  let held = []

  /** @param {Request} request @param {string} path */
  const respond = async (request, path) => {
    const now = fault
    if (now?.kind === 'offline') throw new TypeError('Failed to fetch')
    if (!now || !isMint(path)) {
      const askedAtMs = time.now()
      const response = await time.during(server.answer(request))
      // A server that does real work, such as a signature, is not slower than one that does not.
      const leftMs = askedAtMs + latencyMs - time.now()
      if (leftMs > 0) await time.sleep(leftMs)
      return response
    }
    if (now.kind === 'silent') return new Promise(() => undefined)
    if (now.kind === 'held') {
      fault = undefined
      const response = await time.during(server.answer(request))
      await new Promise((resolve) => held.push(() => resolve(undefined)))
      return response
    }
    await time.sleep(latencyMs)
    return new Response(now.body ?? '', { status: now.status ?? 200, headers: now.headers ?? {} })
  }

  return {
    /** @param {RequestInfo | URL} input @param {RequestInit} [init] @returns {Promise<Response>} */
    async fetch(input, init) {
      const request = new Request(input, init)
      const { pathname } = new URL(request.url)
      paths.push(pathname)
      const { signal } = request
      signal.throwIfAborted()
      const aborted = new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      return /** @type {Promise<Response>} */ (Promise.race([respond(request, pathname), aborted]))
    },
    /** @param {Fault} next */
    break(next) {
      fault = next
    },
    /** Removes the fault; answers that were held arrive. */
    heal() {
      fault = undefined
      for (const release of held) release()
      held = []
    },
    /** How many requests for a token there were since the last call, and how many in all. */
    take() {
      const taken = paths.splice(0)
      return { mints: taken.filter(isMint).length, all: taken.length }
    },
    isOffline: () => fault?.kind === 'offline',
  }
}
