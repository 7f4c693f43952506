import { createScope, type Scope } from '../scope.js'

export interface Lifecycle {
  readonly isRunning: () => boolean
  /** Counted: after two calls it runs until both returned functions were called. */
  readonly start: () => () => void
  readonly stop: () => void
}

/**
 * Opens once, however often it is started, so that StrictMode and hot reloads are harmless.
 *
 * @param open opens everything in the given scope; a listener of the app may stop the client meanwhile
 */
export function createLifecycle(open: (scope: Scope) => void): Lifecycle {
  const holders = new Set<object>()
  let scope: Scope | undefined
  const stop = () => {
    holders.clear()
    scope?.close()
    scope = undefined
  }
  return {
    isRunning: () => holders.size > 0,
    start() {
      const holder = {}
      holders.add(holder)
      if (!scope) {
        scope = createScope()
        open(scope)
      }
      return () => {
        if (holders.delete(holder) && holders.size === 0) stop()
      }
    },
    stop,
  }
}
