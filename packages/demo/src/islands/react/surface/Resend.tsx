import type { SentTimes } from '@wachter/core/flows'
import { resendText } from '../../../surface/countdown.ts'
import { useCountdown } from './use-countdown.ts'

interface ResendProps {
  readonly what: 'code' | 'link'
  readonly times: Pick<SentTimes, 'sentAtMs' | 'resendAtMs'>
  readonly busy: boolean
  readonly send: () => unknown
}

/** Sends once more, and says how long that has to wait. */
export function Resend({ what, times, busy, send }: ResendProps) {
  const leftS = useCountdown(times.resendAtMs)
  const label = times.sentAtMs === undefined ? `Send the ${what}` : `Send another ${what}`
  return (
    <>
      <button
        className="link"
        type="button"
        disabled={busy || leftS > 0}
        onClick={() => send()}
        data-testid="react-resend"
      >
        {label}
      </button>
      <span className="hint" data-testid="react-countdown">
        {resendText(leftS)}
      </span>
    </>
  )
}
