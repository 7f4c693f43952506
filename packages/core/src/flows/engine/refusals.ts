import { isRefusal, SessionError, type SessionErrorCode } from '../../errors.js'

/** Gives a refusal the name it has here: the server's sentence stays, ours is for when it gave none. */
export function renamed(refusal: SessionError, code: SessionErrorCode, message: string): SessionError {
  const { status, errors, data, retryAfterMs } = refusal
  const said = refusal.message === `HTTP ${status}` ? message : refusal.message
  return new SessionError(code, said, { status, errors, data, retryAfterMs, cause: refusal })
}

/** Whether the server refused with this status, and gave no code of its own. */
export const isUnnamedRefusal = (error: unknown, status: number): error is SessionError =>
  isRefusal(error) && error.status === status && (error.code === 'rejected' || error.code === 'not-found')

/** Gives a refusal without a code of its own the name it has here. */
export const namedAs =
  (status: number, code: SessionErrorCode, message: string) =>
  (error: unknown): never => {
    throw isUnnamedRefusal(error, status) ? renamed(error, code, message) : error
  }
