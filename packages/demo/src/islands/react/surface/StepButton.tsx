import { useEffect, useState } from 'react'
import { resendText, startCountdown } from '../../../surface/countdown.ts'
import { pressIn } from '../../../surface/typed.ts'
import { type ButtonView, buttonClasses } from '../../../surface/views/step-view.ts'

/** A button of a step, with its countdown. */
export function StepButton({ button }: { button: ButtonView }) {
  const leftS = useCountdown(button.notBeforeMs)
  return (
    <>
      <button
        className={buttonClasses[button.kind]}
        type={button.isSubmit ? 'submit' : 'button'}
        aria-label={button.spoken}
        disabled={button.pending || leftS > 0}
        onClick={({ currentTarget }) => button.isSubmit || pressIn(currentTarget.form, button)}
        data-testid={`react-${button.name}`}
      >
        {button.label}
      </button>
      {leftS > 0 && (
        <span className="hint" data-testid="react-countdown">
          {resendText(leftS)}
        </span>
      )}
    </>
  )
}

/** The seconds left until an instant, epoch ms. */
function useCountdown(atMs: number | undefined): number {
  const [leftS, setLeftS] = useState(0)
  useEffect(() => startCountdown(atMs, setLeftS), [atMs])
  return leftS
}
