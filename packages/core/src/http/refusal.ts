import { isPassing, SessionError, type SessionErrorCode } from '../errors.js'
import { refusal } from '../wire/envelope.js'

/** The server counts by the minute (PROTOCOL.md §1.7); an answer that asks for more is mistaken. */
const longestRetryAfterMs = 60_000

/**
 * The typed error of an answer that is not a success. Keeps all the server said (PROTOCOL.md §2.2). An answer without the
 * API's envelope is not the API's word, whatever its status: `server-error`, or `rate-limited` for 429.
 */
export function errorFromRefusal(status: number, body: unknown, retryAfter: string | null): SessionError {
  const retryAfterMs = Math.min(Math.max(0, Number(retryAfter) * 1000), longestRetryAfterMs) || undefined
  const parsed = refusal['~standard'].validate(body)
  if (parsed.issues) {
    const code = status === 429 ? 'rate-limited' : 'server-error'
    return new SessionError(code, `HTTP ${status}: what answered is not the Wacht API`, { status, retryAfterMs })
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
  // A redirect that was not followed is no answer of the API either.
  if (status >= 500 || status < 400) return 'server-error'
  const code = named?.toLowerCase().replaceAll('_', '-')
  // A refusal is final: no name the server gives it makes it look like a passing fault.
  if (code && code !== 'unauthorized' && !isPassing(code)) return code
  return ({ 401: 'signed-out', 403: 'forbidden', 404: 'not-found' } as Record<number, string>)[status] ?? 'rejected'
}
