import type { Clock } from '../../clock'

export interface LoggedRequest {
  /** RFC 3339, when the request arrived. */
  at: string
  method: string
  path: string
  /** Query parameters; the value of one that carries a secret reads `[redacted]`. */
  query: Record<string, string>
  /** Undefined while the answer is pending, `lost` when the caller never got one. */
  status: number | 'lost' | undefined
}

export interface RequestLog {
  /** In order of arrival. */
  all(): LoggedRequest[]
  clear(): void
}

// Large enough for any test, small enough for an emulator that runs for days.
const maxEntries = 5_000
const secretParameters = new Set([
  '__dev_session__',
  'ticket',
  'token',
  'code',
  'state',
  'invite_token',
  'challenge_token',
])

export interface RecordingRequestLog extends RequestLog {
  open(request: Request): LoggedRequest
}

export function createRequestLog(clock: Clock): RecordingRequestLog {
  let entries: LoggedRequest[] = []
  return {
    all: () => entries.map((entry) => ({ ...entry, query: { ...entry.query } })),
    clear() {
      entries = []
    },
    open(request) {
      const url = new URL(request.url)
      const entry: LoggedRequest = {
        at: new Date(clock.now()).toISOString(),
        method: request.method,
        path: url.pathname,
        query: redacted(url.searchParams),
        status: undefined,
      }
      entries.push(entry)
      if (entries.length > maxEntries) entries.shift()
      return entry
    },
  }
}

function redacted(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...parameters].map(([name, value]) => [name, value && secretParameters.has(name) ? '[redacted]' : value]),
  )
}
