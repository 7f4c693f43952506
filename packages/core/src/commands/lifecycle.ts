export interface Lifecycle {
  readonly isRunning: () => boolean
  /** Counted: what is started twice runs until both returned functions were called. */
  readonly start: () => () => void
  readonly stop: () => void
}

/** Opens once, however often it is started, so that StrictMode and hot reloads are harmless. */
export function createLifecycle(open: () => () => void): Lifecycle {
  const holders = new Set<object>()
  let close: (() => void) | undefined
  const stop = () => {
    holders.clear()
    close?.()
    close = undefined
  }
  return {
    isRunning: () => holders.size > 0,
    start() {
      const holder = {}
      holders.add(holder)
      close ??= open()
      return () => {
        if (holders.delete(holder) && holders.size === 0) stop()
      }
    },
    stop,
  }
}
