import type { SentTimes } from '@wachter/core/flows'
import { resendText, startCountdown } from '../../../surface/countdown.ts'
import { element } from '../element.ts'
import { linkButton } from './step.ts'

/** Sends once more, and says how long that has to wait. */
export function resend(what: 'code' | 'link', send: () => unknown) {
  const button = linkButton('resend', '', () => send())
  const countdown = element('span', { testId: 'countdown', className: 'hint' })
  let isBusy = false
  let leftS = 0
  let untilMs: number | undefined
  let stop = () => {}

  const show = () => {
    button.disabled = isBusy || leftS > 0
    countdown.textContent = resendText(leftS)
  }
  return {
    elements: [button, countdown],
    update({ sentAtMs, resendAtMs }: Pick<SentTimes, 'sentAtMs' | 'resendAtMs'>, busy: boolean) {
      isBusy = busy
      button.textContent = sentAtMs === undefined ? `Send the ${what}` : `Send another ${what}`
      if (resendAtMs !== untilMs) {
        stop()
        untilMs = resendAtMs
        stop = startCountdown(resendAtMs, (left) => {
          leftS = left
          show()
        })
      }
      show()
    },
    stop: () => stop(),
  }
}
