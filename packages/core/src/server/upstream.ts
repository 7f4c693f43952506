import { createBackoff } from '../http/backoff.js'
import { createEndpoints } from '../http/endpoints.js'
import { createTransport } from '../http/transport.js'
import type { SessionContainer } from '../model/session.js'
import type { Address } from '../options.js'
import type { Clock } from '../ports.js'
import { setCookiesOf } from './cookies.js'

/** The Frontend API, asked on behalf of one browser. */
export interface Upstream {
  /** Mints a token; without a name, of the default template. */
  token(template: string): Promise<{ readonly token: string; readonly expires: number }>
  session(): Promise<SessionContainer>
  /** Transport tokens that the API has renewed meanwhile. */
  renewed(): { readonly setCookies: readonly string[]; readonly devSession: string | undefined }
}

interface UpstreamNeeds extends Address {
  /** The transport token of the browser. */
  readonly session: string
  readonly clientIp: string | undefined
  readonly fetch: typeof fetch
  readonly timeoutMs: number
}

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
  clearTimeout: (handle) => clearTimeout(handle as never),
}

export function createUpstream(needs: UpstreamNeeds): Upstream {
  const { baseUrl, mode, session, clientIp, fetch, timeoutMs } = needs
  let devSession = session
  let setCookies: readonly string[] = []
  const backoff = createBackoff({ clock, onImposed: () => undefined })
  const send = createTransport({
    baseUrl,
    mode,
    clock,
    timeoutMs,
    backoff,
    devSession: {
      token: () => (mode === 'staging' ? devSession : undefined),
      remember: (token) => {
        devSession = token
      },
    },
    fetch: async (input, init) => {
      // Not followed: the API never redirects, and a session must not travel elsewhere.
      const outgoing = new Request(new Request(input, init), { redirect: 'manual' })
      if (mode === 'production') outgoing.headers.set('Cookie', `__session=${session}`)
      if (clientIp) outgoing.headers.set('X-Wacht-Forwarded-For', clientIp)
      const answer = await fetch(outgoing)
      setCookies = [...setCookies, ...setCookiesOf(answer.headers)]
      return answer
    },
  })
  const endpoints = createEndpoints(send, backoff)
  return {
    token: (template) => endpoints.token(template),
    session: () => endpoints.session(true),
    renewed: () => ({ setCookies, devSession: devSession === session ? undefined : devSession }),
  }
}
