import { SessionError } from '../../errors.js'

/** Tells what is under way in a flow that the flow was left meanwhile. */
export interface Leaving {
  readonly leave: () => void
  /** Begun now, and left as soon as the flow is. */
  readonly begin: () => Stay
  /** What an action waits for. Rejects with `superseded` when the flow was left meanwhile, so that nothing is done late. */
  readonly unlessLeft: <T>(answer: Promise<T>) => Promise<T>
}

export interface Stay {
  readonly isOver: () => boolean
  /** Throws `superseded` once the flow was left: what comes of it then concerns nobody. */
  readonly check: () => void
}

export function createLeaving(): Leaving {
  let era = 0
  const begin = (): Stay => {
    const begun = era
    const isOver = () => era !== begun
    return {
      isOver,
      check() {
        if (isOver()) throw new SessionError('superseded', 'The flow was left meanwhile')
      },
    }
  }
  return {
    leave() {
      era++
    },
    begin,
    async unlessLeft(answer) {
      const { check } = begin()
      const value = await answer
      check()
      return value
    },
  }
}
