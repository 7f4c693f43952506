/** Delays that can be ended early. */
export interface Delays {
  wait(ms: number | undefined): Promise<void>
  /** Ends every delay now. */
  finish(): void
}

export function createDelays(): Delays {
  const waiting = new Set<() => void>()
  return {
    wait(ms) {
      if (!ms) return Promise.resolve()
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          waiting.delete(done)
          resolve()
        }
        const timer = setTimeout(done, ms)
        waiting.add(done)
      })
    },
    finish() {
      for (const done of waiting) done()
    },
  }
}
