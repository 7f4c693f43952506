/** The owner of an event's code: its events wait while it is frozen, and are dropped when it is killed. */
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

/** Virtual time. Everything happens in events, which run to completion one after the other. */
export interface Timeline {
  /** Milliseconds since the start of the run. */
  now(): number
  /** Calls `run` after a delay, as the owner's code. */
  after(delayMs: number, owner: Owner | undefined, label: string, run: () => void): TimedEvent
  cancel(event: TimedEvent | undefined): void
  /** Advances the time. */
  pass(ms: number): Promise<void>
  /** Makes an owner's waiting events due now, in their order. */
  thaw(owner: Owner): void
  pending(): readonly TimedEvent[]
  /** Runs a pending event now, regardless of when it is due. */
  fire(event: TimedEvent): Promise<void>
  /** Runs everything that is due now. */
  settle(): Promise<void>
}

interface TimelineNeeds {
  /** Runs all due promise callbacks, in real time. */
  readonly drain: () => Promise<void>
  /** Runs code of an owner, so that its owner is known. */
  readonly enter: (owner: Owner | undefined, run: () => void) => void
}

/** The label of a tab's own timers; all other events are external. */
export const timerLabel = 'a timer'

/** More events than this in one `pass` are an endless loop. */
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
      // Overdue events keep their order and run after the current event.
      const overdue = events.filter((event) => event.owner === owner && event.dueMs < nowMs)
      for (const event of overdue.sort((a, b) => (isEarlier(a, b) ? -1 : 1))) {
        Object.assign(event, { dueMs: nowMs, sequence: sequence++ })
      }
    },
    pending: () => events.filter(({ owner }) => !owner?.dead),
    async fire(event) {
      events = events.filter((other) => other !== event)
      // No two events happen at the same instant.
      nowMs = Math.max(nowMs + 1, event.label === timerLabel ? event.dueMs : 0)
      enter(event.owner, event.run)
      await drain()
    },
    settle: drain,
  }
}
