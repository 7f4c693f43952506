/** Work that the flow can cancel, one at a time. */
export interface Cancellable {
  readonly run: (work: (signal: AbortSignal) => Promise<void>) => Promise<void>
  readonly cancel: () => void
}

export function createCancellable(): Cancellable {
  let running: AbortController | undefined
  return {
    async run(work) {
      const controller = new AbortController()
      running = controller
      await work(controller.signal).finally(() => {
        if (running === controller) running = undefined
      })
    },
    cancel: () => running?.abort(),
  }
}
