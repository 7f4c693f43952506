import type { Mode } from '@wachter/core'
import { createEmulator, type Emulator, type EmulatorOptions } from '@wachter/emulator'
import { createHandlers } from '@wachter/emulator/msw'
import { startEmulator } from '@wachter/emulator/node'
import { setupServer } from 'msw/node'

/** A deployment, and a way for each browser to reach it. */
interface Connected {
  readonly emulator: Emulator
  /** The `fetch` of one more browser; undefined when the global one does. */
  fetchOfBrowser(): typeof fetch | undefined
  close(): Promise<void> | void
}

export interface Transport {
  readonly name: string
  readonly mode: Mode
  connect(): Promise<Connected> | Connected
}

/** An app at this origin belongs to the deployment at {@link liveBaseUrl} and may use its cookies (PROTOCOL.md §1.2). */
const appOrigin = 'https://app.example.com'
const liveBaseUrl = 'https://frontend.example.com'

export const inProcessTransport: Transport = { name: 'in process', mode: 'staging', connect: () => inProcess() }

export const httpTransport: Transport = {
  name: 'over HTTP',
  mode: 'staging',
  connect: () => overHttp('staging', () => undefined),
}

export const transports: readonly Transport[] = [
  inProcessTransport,
  { name: 'in process, as untidy as the server can be', mode: 'staging', connect: () => inProcess({ nasty: true }) },
  {
    name: 'in process, handing the dev session out only when it is new',
    mode: 'staging',
    connect: () => inProcess({ reissue: false }),
  },
  httpTransport,
  { name: 'through msw', mode: 'staging', connect: throughMsw },
  {
    name: 'in process, as a page of another origin',
    mode: 'production',
    connect() {
      const emulator = createEmulator({ mode: 'production', baseUrl: liveBaseUrl })
      return { emulator, fetchOfBrowser: () => emulator.browserFetch({ origin: appOrigin }), close: () => {} }
    },
  },
  { name: 'over HTTP', mode: 'production', connect: () => overHttp('production', createCookieFetch) },
]

function inProcess(options: EmulatorOptions = {}): Connected {
  const emulator = createEmulator(options)
  return {
    emulator,
    fetchOfBrowser: () => (input, init) => emulator.fetch(new Request(input, init)),
    close: () => {},
  }
}

async function overHttp(mode: Mode, fetchOfBrowser: Connected['fetchOfBrowser']): Promise<Connected> {
  const server = await startEmulator({ port: 0, mode })
  return { emulator: server.emulator, fetchOfBrowser, close: server.close }
}

function throughMsw(): Connected {
  const emulator = createEmulator({ baseUrl: 'https://quiet-fox-12345.fapi.trywacht.xyz' })
  const server = setupServer(...createHandlers(emulator))
  server.listen({ onUnhandledFrame: 'error' })
  return { emulator, fetchOfBrowser: () => undefined, close: () => server.close() }
}

/** The global `fetch` with the one cookie a browser would keep for it, when asked to include it. */
export function createCookieFetch(): typeof fetch {
  let cookie: string | undefined
  return async (input, init) => {
    const request = new Request(input, init)
    const included = request.credentials === 'include'
    if (included && cookie) request.headers.set('Cookie', cookie)
    const response = await fetch(request)
    const [set] = response.headers.getSetCookie()
    if (included && set) cookie = set.split(';')[0]
    return response
  }
}
