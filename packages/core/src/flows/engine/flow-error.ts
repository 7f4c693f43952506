import { isRefusal, isSessionError, type ServerProblem, SessionError, type SessionErrorCode } from '../../errors.js'

/** What a person may be asked for. */
export type FieldName =
  | 'email'
  | 'username'
  | 'phoneNumber'
  | 'phoneCountryCode'
  | 'firstName'
  | 'lastName'
  | 'password'
  | 'code'

/** Why an action came to nothing, and which of the fields it was given are to blame. */
export interface FlowError {
  /** Stable; what to branch on. A problem the server named keeps its name in kebab-case. */
  readonly code: SessionErrorCode
  /** For people; may change. */
  readonly message: string
  /** Milliseconds to wait before asking again, where that is known. */
  readonly retryAfterMs: number | undefined
  readonly fields: Readonly<Partial<Record<FieldName, ServerProblem>>>
  readonly cause: SessionError
}

/** The field each of the server's codes is about (PROTOCOL.md §2.3). */
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

/** Many refusals have a sentence only; the field it speaks of is to blame (PROTOCOL.md §2.2). */
const fieldsOfWords: readonly (readonly [RegExp, FieldName])[] = [
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
