import type { SessionContainer } from '../../model/session.js'

/** That a flow came to its end, and for which account. */
export interface Completion {
  readonly isDone: () => boolean
  /** Said anew, it is for the account that is active from then on. */
  readonly set: (isDone: boolean) => void
  /** Whether that account was signed out since. Asked whenever the step is read: the first time it is the active one. */
  readonly isUndone: (container: SessionContainer) => boolean
}

export function createCompletion(): Completion {
  let done = false
  let signInId: string | undefined
  return {
    isDone: () => done,
    set(isDone) {
      done = isDone
      signInId = undefined
    },
    isUndone({ activeSignIn, signIns }) {
      signInId ??= activeSignIn?.id
      return signInId !== undefined && !signIns.some(({ id }) => id === signInId)
    },
  }
}
