import { SessionError } from '../../errors.js'

/** Throws `invalid-argument` for a value that is not text, or blank. */
export function requireText(name: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || !value.trim()) throw new SessionError('invalid-argument', `${name} must be text`)
}
