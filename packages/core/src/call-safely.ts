/** Runs code of the app. Reports what it throws, and goes on. */
export function callSafely(run: () => void): void {
  try {
    run()
  } catch (error) {
    report(error)
  }
}

/** Reports what an app's listener threw, as the browser does for DOM listeners. */
function report(error: unknown): void {
  const { reportError } = globalThis as { reportError?: (error: unknown) => void }
  try {
    if (reportError) reportError(error)
    else console.error(error)
  } catch {
    // The reporter is code of the app too, and may throw.
  }
}
