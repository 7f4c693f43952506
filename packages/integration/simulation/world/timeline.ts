/** Whose code an event runs: it waits while that one is frozen, and is dropped when it is dead. */
export interface Owner {
  readonly name: string
  readonly frozen: boolean
  readonly dead: boolean
}

export interface TimedEvent {
  readonly owner: Owner | undefined
  readonly label: string
  readonly run: () => void
  dueMs: number
  sequence: number
}

/** Virtual time. Nothing happens but in events, one after the other, each carried to its very end. */
export interface Timeline {
  /** Milliseconds since the start of the run. */
  now(): number
  /** Does `run` after a delay, as the owner's code. */
  after(delayMs: number, owner: Owner | undefined, label: string, run: () => void): TimedEvent
  cancel(event: TimedEvent | undefined): void
  /** Lets time pass. */
  pass(ms: number): Promise<void>
  /** Makes what waited for an owner due now, in its old order. */
  thaw(owner: Owner): void
  pending(): readonly TimedEvent[]
  /** Does one of those that are pending now, whenever it was due. */
  fire(event: TimedEvent): Promise<void>
  /** Lets everything that is already decided happen. */
  settle(): Promise<void>
}

interface TimelineNeeds {
  /** Runs all promise callbacks that are due, in real time. */
  readonly drain: () => Promise<void>
  /** Runs a piece of an owner's code so that it can be told whose it is. */
  readonly enter: (owner: Owner | undefined, run: () => void) => void
}

/** Of what a tab does by itself after a while; everything else comes from outside. */
export const timerLabel = 'a timer'

/** More than this in one go is a loop. */
const mostEvents = 5_000

export function createTimeline({ drain, enter }: TimelineNeeds): Timeline {
  let nowMs = 0
  let sequence = 0
  let events: TimedEvent[] = []

  const isEarlier = (a: TimedEvent, b: TimedEvent) =>
    a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.sequence < b.sequence)

  const takeNext = (untilMs: number): TimedEvent | undefined => {
    events = events.filter(({ owner }) => !owner?.dead)
    let next: TimedEvent | undefined
    for (const event of events) {
      if (event.owner?.frozen || event.dueMs > untilMs) continue
      if (!next || isEarlier(event, next)) next = event
    }
    if (next) events.splice(events.indexOf(next), 1)
    return next
  }

  return {
    now: () => nowMs,
    after(delayMs, owner, label, run) {
      // As in browsers: a delay above 2³¹−1 ms fires at once.
      const fitting = delayMs > 2 ** 31 - 1 || !(delayMs > 0) ? 0 : delayMs
      const event = { owner, label, run, dueMs: nowMs + fitting, sequence: sequence++ }
      events.push(event)
      return event
    },
    cancel(event) {
      if (event) events = events.filter((other) => other !== event)
    },
    async pass(ms) {
      const untilMs = nowMs + ms
      await drain()
      for (let count = 0; ; count++) {
        if (count > mostEvents) throw new Error(`More than ${mostEvents} events in ${ms} ms`)
        const event = takeNext(untilMs)
        if (!event) break
        nowMs = Math.max(nowMs, event.dueMs)
        enter(event.owner, event.run)
        await drain()
      }
      nowMs = untilMs
    },
    thaw(owner) {
      // What is overdue keeps its order and comes after what happens right now.
      const overdue = events.filter((event) => event.owner === owner && event.dueMs < nowMs)
      for (const event of overdue.sort((a, b) => (isEarlier(a, b) ? -1 : 1))) {
        Object.assign(event, { dueMs: nowMs, sequence: sequence++ })
      }
    },
    pending: () => events.filter(({ owner }) => !owner?.dead),
    async fire(event) {
      events = events.filter((other) => other !== event)
      // No two things happen in the same instant.
      nowMs = Math.max(nowMs + 1, event.label === timerLabel ? event.dueMs : 0)
      enter(event.owner, event.run)
      await drain()
    },
    settle: drain,
  }
}
