import { isPassing, SessionError, type SessionErrorCode } from '../errors.js'
import { refusal } from '../wire/envelope.js'

/** The server counts by the minute (PROTOCOL.md §1.7), so a longer wait is a mistake. */
const longestRetryAfterMs = 60_000

/**
 * Converts an answer that is not a success to a typed error with all that the server said (PROTOCOL.md §2.2). An answer
 * without the API's envelope is not from the API, whatever its status: `server-error`, or `rate-limited` for 429.
 */
export function errorFromRefusal(status: number, body: unknown, retryAfter: string | null): SessionError {
  const retryAfterMs = Math.min(Math.max(0, Number(retryAfter) * 1000), longestRetryAfterMs) || undefined
  const parsed = refusal['~standard'].validate(body)
  if (parsed.issues) {
    const code = status === 429 ? 'rate-limited' : 'server-error'
    return new SessionError(code, `HTTP ${status}: the answer is not from the Wacht API`, { status, retryAfterMs })
  }
  const { message, errors, data } = parsed.value
  const named = errors.find((problem) => problem.code)
  return new SessionError(codeOf(status, named?.code), errors[0]?.message || message || `HTTP ${status}`, {
    status,
    errors,
    data,
    retryAfterMs,
  })
}

function codeOf(status: number, named: string | undefined): SessionErrorCode {
  if (status === 429) return 'rate-limited'
  // A redirect that was not followed is not an answer of the API either.
  if (status >= 500 || status < 400) return 'server-error'
  const code = named?.toLowerCase().replaceAll('_', '-')
  // A refusal is final, so a server code must not make it look temporary.
  if (code && code !== 'unauthorized' && !isPassing(code)) return code
  return ({ 401: 'signed-out', 403: 'forbidden', 404: 'not-found' } as Record<number, string>)[status] ?? 'rejected'
}
