import { isRefusal, SessionError, type SessionErrorCode } from '../../errors.js'

/** Gives a refusal a code of ours. Keeps the server's message; ours is the fallback. */
export function renamed(refusal: SessionError, code: SessionErrorCode, message: string): SessionError {
  const { status, errors, data, retryAfterMs } = refusal
  const said = refusal.message === `HTTP ${status}` ? message : refusal.message
  return new SessionError(code, said, { status, errors, data, retryAfterMs, cause: refusal })
}

/** Whether the server refused with this status and without a code. */
export const isUnnamedRefusal = (error: unknown, status: number): error is SessionError =>
  isRefusal(error) && error.status === status && (error.code === 'rejected' || error.code === 'not-found')

/** Gives a refusal without a code a code of ours. */
export const namedAs =
  (status: number, code: SessionErrorCode, message: string) =>
  (error: unknown): never => {
    throw isUnnamedRefusal(error, status) ? renamed(error, code, message) : error
  }
