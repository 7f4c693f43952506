/** Runs one piece of work for all its callers. */
export interface SingleFlight<T> {
  /** Shares the current run, or starts one. */
  join(): Promise<T>
  /** Shares a run that starts after this call, so its result is not older than the call. */
  fresh(): Promise<T>
  /** The same, without waiting for the current run, whose result is useless or may never come. */
  restart(): Promise<T>
  isRunning(): boolean
}

interface Flight<T> {
  readonly done: Promise<T>
  /** Undefined until it starts. */
  readonly startedAt: () => number | undefined
}

interface Overtaking {
  /** The present instant: when a run starts. */
  readonly now: () => number
  /** Whether the result of a run that started then no longer counts. Such a run is neither shared nor waited for. */
  readonly isOvertaken: (startedAt: number) => boolean
}

const never: Overtaking = { now: () => 0, isOvertaken: () => false }

export function createSingleFlight<T>(work: () => Promise<T>, { now, isOvertaken } = never): SingleFlight<T> {
  let current: Flight<T> | undefined
  let following: Promise<T> | undefined

  const start = (): Promise<T> => {
    following = undefined
    let startedAt: number | undefined
    // Start a microtask later, so that all calls in one task share it.
    const done = Promise.resolve().then(() => {
      startedAt = now()
      return work()
    })
    const flight = { done, startedAt: () => startedAt }
    current = flight
    const end = () => {
      if (current === flight) current = undefined
    }
    done.then(end, end)
    return done
  }

  const usable = () => (current && !isOvertaken(current.startedAt() ?? Infinity) ? current : undefined)

  return {
    join: () => usable()?.done ?? start(),
    fresh() {
      const flight = usable()
      if (!flight) return start()
      if (flight.startedAt() === undefined) return flight.done
      following ??= flight.done.then(start, start)
      return following
    },
    restart: () => (current && current.startedAt() === undefined ? current.done : start()),
    isRunning: () => current !== undefined,
  }
}
