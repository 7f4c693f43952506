import { AppBug } from '../app/app-bug.js'

const events = ['unhandledRejection', 'uncaughtException'] as const

/**
 * Catches what nothing else does while a run lasts. Bugs of the app end here, as in the console of a browser; the rest is
 * told of.
 */
export function catchStrayErrors(onError: (error: unknown) => void) {
  const note = (error: unknown) => {
    if (!(error instanceof AppBug)) onError(error)
  }
  // The test runner listens too, and would take an app's bug for a failure.
  const others = events.map((event) => [event, process.listeners(event as 'uncaughtException')] as const)
  for (const event of events) process.removeAllListeners(event).on(event, note)
  const { error: print } = console
  console.error = (...what: unknown[]) => {
    if (!(what[0] instanceof AppBug)) print(...what)
  }

  return {
    /** Runs what a browser would call. */
    guard(run: () => void) {
      try {
        run()
      } catch (error) {
        note(error)
      }
    },
    release() {
      console.error = print
      for (const [event, listeners] of others) {
        process.removeAllListeners(event)
        for (const listener of listeners) process.on(event, listener)
      }
    },
  }
}
