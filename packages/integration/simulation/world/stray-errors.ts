import { AppBug } from '../app/app-bug.js'

const events = ['unhandledRejection', 'uncaughtException'] as const

/**
 * Catches uncaught errors during a run. Bugs of the app end here, as in a browser's console; all others are reported.
 */
export function catchStrayErrors(onError: (error: unknown) => void) {
  const note = (error: unknown) => {
    if (!(error instanceof AppBug)) onError(error)
  }
  // The test runner listens too, and would count an app's bug as a failure.
  const others = events.map((event) => [event, process.listeners(event as 'uncaughtException')] as const)
  for (const event of events) process.removeAllListeners(event).on(event, note)
  const { error: print } = console
  console.error = (...what: unknown[]) => {
    if (!(what[0] instanceof AppBug)) print(...what)
  }

  return {
    /** Runs a callback as a browser would. */
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
