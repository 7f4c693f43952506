import { isSessionError } from '@wachter/core'

/** What an island says of an error: its stable code, and a sentence. */
export interface Problem {
  readonly code: string
  readonly message: string
}

export function problemOf(error: unknown): Problem {
  if (isSessionError(error)) return { code: error.code, message: error.message }
  return { code: 'no-answer', message: error instanceof Error ? error.message : String(error) }
}

/** Whether the user has to hear of it: a switch overtaken by a later one is what they asked for. */
export const isWorthTelling = (error: unknown): boolean => !(isSessionError(error) && error.code === 'superseded')
