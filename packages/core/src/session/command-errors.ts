import { isRefusal, SessionError, type SessionErrorCode } from '../errors.js'

/** Gives a refusal the code of this command, by its HTTP status. Keeps the server's message. */
export const refusedAs =
  (codes: Readonly<Record<number, SessionErrorCode>>) =>
  (error: unknown): never => {
    const code = isRefusal(error) && codes[error.status]
    throw code ? new SessionError(code, error.message, { ...error, cause: error }) : error
  }

/** @throws {@link SessionError} `invalid-argument` */
export function requireText(name: string, value: unknown): void {
  if (typeof value !== 'string' || !value) throw new SessionError('invalid-argument', `${name} must be text`)
}
