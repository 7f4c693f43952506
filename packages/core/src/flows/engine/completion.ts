import type { SessionContainer } from '../../model/session.js'

/** Whether a flow is complete, and for which account. */
export interface Completion {
  readonly isDone: () => boolean
  /** Set again, it is for the account that is active from then on. */
  readonly set: (isDone: boolean) => void
  /** Whether that account was signed out since. Called on each read of the step: the first time, it takes the active one. */
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
