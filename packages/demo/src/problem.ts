import { isSessionError } from '@wachter/core'

/** An error as an island shows it: its stable code, and a sentence. */
export interface Problem {
  readonly code: string
  readonly message: string
}

export function problemOf(error: unknown): Problem {
  if (isSessionError(error)) return { code: error.code, message: error.message }
  return { code: 'no-answer', message: error instanceof Error ? error.message : String(error) }
}

/** Whether to show an error: a switch superseded by a later one is what the user wanted. */
export const isWorthTelling = (error: unknown): boolean => !(isSessionError(error) && error.code === 'superseded')
