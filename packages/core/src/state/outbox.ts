import type { SharedFact } from '../model/tab-message.js'
import { createEvents } from './events.js'

/** Where rooms put what other tabs should know, whether or not anyone carries it there. */
export interface Outbox {
  readonly tell: (fact: SharedFact) => void
  readonly onTold: (listener: (fact: SharedFact) => void) => () => void
}

export function createOutbox(): Outbox {
  const { emit, on } = createEvents<{ fact: SharedFact }>()
  return { tell: (fact) => emit('fact', fact), onTold: (listener) => on('fact', listener) }
}
