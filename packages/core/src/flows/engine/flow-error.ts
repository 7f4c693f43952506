import { isRefusal, isSessionError, type ServerProblem, SessionError, type SessionErrorCode } from '../../errors.js'

/** The inputs of the flows. */
export type FieldName =
  | 'email'
  | 'username'
  | 'phoneNumber'
  | 'phoneCountryCode'
  | 'firstName'
  | 'lastName'
  | 'password'
  | 'currentPassword'
  | 'code'

/** Why an action failed, and which of its inputs caused it. */
export interface FlowError {
  /** Stable: branch on it. A code of the server is kept in kebab-case. */
  readonly code: SessionErrorCode
  /** For people; may change. */
  readonly message: string
  /** Milliseconds to wait before trying again, if known. */
  readonly retryAfterMs: number | undefined
  readonly fields: Readonly<Partial<Record<FieldName, ServerProblem>>>
  readonly cause: SessionError
}

/** The field of each server code (PROTOCOL.md §2.3). */
const fieldOfCode: Readonly<Record<string, FieldName>> = {
  EMAIL_EXISTS: 'email',
  EMAIL_NOT_ALLOWED: 'email',
  EMAIL_BLOCKED: 'email',
  DISPOSABLE_EMAIL_BLOCKED: 'email',
  USERNAME_EXISTS: 'username',
  PHONE_NUMBER_EXISTS: 'phoneNumber',
  VOIP_NUMBER_BLOCKED: 'phoneNumber',
  COUNTRY_RESTRICTED: 'phoneNumber',
}

/** Many refusals have only a message; the field it mentions caused them (PROTOCOL.md §2.2). */
const fieldsOfWords: readonly (readonly [RegExp, FieldName])[] = [
  [/current.?password/i, 'currentPassword'],
  [/password/i, 'password'],
  [/e.?mail/i, 'email'],
  [/phone|voip|country/i, 'phoneNumber'],
  [/user.?name/i, 'username'],
  [/first.?name/i, 'firstName'],
  [/last.?name/i, 'lastName'],
]

const fieldOf = ({ code, message }: ServerProblem): FieldName | undefined =>
  fieldOfCode[code] ??
  (code === '' || code === 'BAD_REQUEST_BODY' || code === 'REQUIRED_FIELD' || code === 'BANNED_KEYWORD'
    ? fieldsOfWords.find(([words]) => words.test(message))?.[1]
    : undefined)

export function flowError(cause: unknown): FlowError {
  const error = isSessionError(cause) ? cause : new SessionError('unexpected', 'Something went wrong', { cause })
  const { code, message, retryAfterMs, errors } = error
  const isWordsOnly = errors.length === 0 && isRefusal(error) && error.status === 400
  const problems = isWordsOnly ? [{ code: '', message }] : errors
  const fields: Partial<Record<FieldName, ServerProblem>> = {}
  for (const problem of problems) {
    const field = fieldOf(problem)
    if (field) fields[field] ??= problem
  }
  return { code, message, retryAfterMs, fields, cause: error }
}
