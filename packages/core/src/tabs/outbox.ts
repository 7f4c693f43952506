import { createEvents } from '../session/events.js'
import type { SharedFact } from './message.js'

/** Rooms publish facts for other tabs here, whether or not a channel is open. */
export interface Outbox {
  readonly publish: (fact: SharedFact) => void
  readonly subscribe: (listener: (fact: SharedFact) => void) => () => void
}

export function createOutbox(): Outbox {
  const { emit, on } = createEvents<{ fact: SharedFact }>()
  return { publish: (fact) => emit('fact', fact), subscribe: (listener) => on('fact', listener) }
}
