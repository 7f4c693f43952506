import { resendText, startCountdown } from '../../../surface/countdown.ts'
import { pressIn } from '../../../surface/typed.ts'
import { type ButtonView, buttonClasses } from '../../../surface/views/step-view.ts'
import { element } from '../element.ts'
import type { Part } from './parts.ts'

/** A button of a step, with its countdown. */
export function stepButton(): Part<ButtonView> {
  const button = element('button')
  const countdown = element('span', { testId: 'countdown', className: 'hint' })
  let untilMs: number | undefined
  let leftS = 0
  let stop = () => {}
  const wait = (pending: boolean) => {
    button.disabled = pending || leftS > 0
    countdown.textContent = resendText(leftS)
    if (leftS > 0) button.after(countdown)
    else countdown.remove()
  }
  return {
    get nodes() {
      return leftS > 0 ? [button, countdown] : [button]
    },
    update(view) {
      button.className = buttonClasses[view.kind]
      button.type = view.isSubmit ? 'submit' : 'button'
      button.dataset.testid = `vanilla-${view.name}`
      button.textContent = view.label
      button.ariaLabel = view.spoken ?? null
      button.onclick = () => view.isSubmit || pressIn(button.form, view)
      wait(view.pending)
      if (view.notBeforeMs === untilMs) return
      stop()
      untilMs = view.notBeforeMs
      stop = startCountdown(untilMs, (left) => {
        leftS = left
        wait(view.pending)
      })
    },
    stop: () => stop(),
  }
}
