import { isRefusal, isSessionError, SessionError, type SessionErrorCode } from '../../errors.js'

/** Gives a refusal a code of ours. Keeps the server's message; ours is the fallback. */
export function renamed(refusal: SessionError, code: SessionErrorCode, message: string): SessionError {
  const { status, errors, data, retryAfterMs } = refusal
  const said = refusal.message === `HTTP ${status}` ? message : refusal.message
  return new SessionError(code, said, { status, errors, data, retryAfterMs, cause: refusal })
}

/** The codes of a refusal that has only its status. */
const unnamed: readonly string[] = ['rejected', 'not-found', 'forbidden']

/** Whether the server refused with this status and without a code. */
export const isUnnamedRefusal = (error: unknown, status: number): error is SessionError =>
  isRefusal(error) && error.status === status && unnamed.includes(error.code)

/** Gives a refusal without a code a code of ours. */
export const namedAs =
  (status: number, code: SessionErrorCode, message: string) =>
  (error: unknown): never => {
    throw isUnnamedRefusal(error, status) ? renamed(error, code, message) : error
  }

/** Whether it is not known what became of a change. */
export const isUnconfirmed = (error: unknown): boolean => isSessionError(error) && error.code === 'unconfirmed'

/** The answer of a change was lost, and nothing shows what became of it. */
export const outcomeUnknown = (cause?: unknown): SessionError =>
  new SessionError('unconfirmed', 'The server did not answer: it is not known whether this was changed', { cause })
