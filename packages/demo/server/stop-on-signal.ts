/** Closes everything on the first stop signal; a second one ends the process at once. */
export function stopOnSignal(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      close().then(() => process.exit(0))
    })
  }
}
