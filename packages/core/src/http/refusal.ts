import { SessionError, type SessionErrorCode } from '../errors.js'
import { refusal } from '../wire/envelope.js'
import { safeParse } from '../wire/primitives.js'

/** The server counts by the minute (PROTOCOL.md §1.7); who asks for more is mistaken. */
const longestRetryAfterMs = 60_000

/** The typed error of an answer that is not a success. Keeps all the server said (PROTOCOL.md §2.2). */
export function errorFromRefusal(status: number, body: unknown, retryAfter: string | null): SessionError {
  const parsed = safeParse(refusal, body)
  const { message, errors, data } = parsed.success ? parsed.data : { message: '', errors: [], data: undefined }
  const named = errors.find((problem) => problem.code)
  return new SessionError(codeOf(status, named?.code), errors[0]?.message || message || `HTTP ${status}`, {
    status,
    errors,
    data,
    retryAfterMs: Math.min(Math.max(0, Number(retryAfter) * 1000), longestRetryAfterMs) || undefined,
  })
}

function codeOf(status: number, named: string | undefined): SessionErrorCode {
  if (status === 429) return 'rate-limited'
  if (status >= 500) return 'server-error'
  if (named && named !== 'UNAUTHORIZED') return named.toLowerCase().replaceAll('_', '-')
  return ({ 401: 'signed-out', 403: 'forbidden', 404: 'not-found' } as Record<number, string>)[status] ?? 'rejected'
}
