import { isSessionError } from '@wachter/core'

/** What to tell the user; undefined when there is nothing to say. */
export function messageOf(error: unknown): string | undefined {
  if (!isSessionError(error)) return 'Something went wrong.'
  switch (error.code) {
    case 'signed-out':
      return 'Please sign in.'
    case 'superseded':
    case 'aborted':
      return undefined
    default:
      return error.retryable ? 'This did not work. Please try again.' : error.message
  }
}
