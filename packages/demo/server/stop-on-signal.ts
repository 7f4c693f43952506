/** Closes everything on the first signal to stop; a second one does not wait. */
export function stopOnSignal(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      close().then(() => process.exit(0))
    })
  }
}
