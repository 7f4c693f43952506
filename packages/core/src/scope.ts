import type { Clock } from './ports.js'

/** Resources that are closed together. After `close` nothing in it runs, and nothing can be added. */
export interface Scope {
  readonly isClosed: () => boolean
  /** Calls `undo` when the scope closes, or at once if it is already closed. */
  readonly add: (undo: (() => void) | undefined) => void
  /** Creates a timer with one callback at a time: `set` replaces the one before. */
  readonly timer: (clock: Clock) => Timer
  readonly close: () => void
}

interface Timer {
  readonly set: (callback: () => void, delayMs: number) => void
  readonly clear: () => void
}

export function createScope(): Scope {
  const undos = new Set<() => void>()
  let closed = false
  const add: Scope['add'] = (undo) => {
    if (!undo) return
    if (closed) undo()
    else undos.add(undo)
  }
  return {
    isClosed: () => closed,
    add,
    timer(clock) {
      let handle: unknown
      const clear = () => clock.clearTimeout(handle)
      add(clear)
      return {
        clear,
        set(callback, delayMs) {
          clear()
          if (closed) return
          handle = clock.setTimeout(callback, delayMs)
          clock.unref?.(handle)
        },
      }
    },
    close() {
      closed = true
      // Delete each before it runs, because it may close the scope again.
      for (const undo of undos) {
        undos.delete(undo)
        undo()
      }
    },
  }
}
