/** The text while a code cannot be sent again; empty once it can. */
export const resendText = (leftS: number): string => (leftS > 0 ? `Another one in ${leftS} s` : '')

/** Calls `tell` with the seconds until an instant (epoch ms), now and every second until 0. Returns a stop function. */
export function startCountdown(atMs: number | undefined, tell: (leftS: number) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tick = () => {
    const leftMs = Math.max(0, (atMs ?? 0) - Date.now())
    tell(Math.ceil(leftMs / 1_000))
    if (leftMs > 0) timer = setTimeout(tick, leftMs % 1_000 || 1_000)
  }
  tick()
  return () => clearTimeout(timer)
}
