import type { SharedFact } from '../model/tab-message.js'

/** Where rooms put what other tabs should know, whether or not anyone carries it there. */
export interface Outbox {
  tell(fact: SharedFact): void
  onTold(listener: (fact: SharedFact) => void): () => void
}

export function createOutbox(): Outbox {
  const listeners = new Set<(fact: SharedFact) => void>()
  return {
    tell(fact) {
      for (const listener of listeners) listener(fact)
    },
    onTold(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
