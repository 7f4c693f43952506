import { SessionError } from '../../errors.js'

/** Lets running work find out that its flow was left. */
export interface Leaving {
  readonly leave: () => void
  /** Marks the beginning of some work, which is over as soon as the flow is left. */
  readonly begin: () => Stay
  /** Waits for an answer. Rejects with `superseded` if the flow was left meanwhile, so that nothing happens late. */
  readonly unlessLeft: <T>(answer: Promise<T>) => Promise<T>
}

interface Stay {
  readonly isOver: () => boolean
  /** Throws `superseded` once the flow was left: the outcome does not matter then. */
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
