import type { FlowError, SecondFactorStep as SecondFactor, SecondFactorMethod } from '@wachter/core/flows'
import { useState } from 'react'
import { secondFactorTexts, stepText } from '../../../surface/texts.ts'
import { CodeField } from './CodeField.tsx'
import { Resend } from './Resend.tsx'
import { LinkButton, Step, Submit } from './Step.tsx'

interface SecondFactorStepProps {
  readonly step: SecondFactor
  readonly pending: string | undefined
  readonly error: FlowError | undefined
}

export function SecondFactorStep({ step, pending, error }: SecondFactorStepProps) {
  // Shown at once: what is typed before the server has answered must not be lost.
  const [chosen, setChosen] = useState<SecondFactorMethod>()
  const [digits, setDigits] = useState('')
  const busy = pending !== undefined
  const method = chosen ?? step.method
  // Which phone it goes to, only its owner knows.
  const asksDigits = method === 'phone' && (step.method !== 'phone' || step.sentAtMs === undefined)

  const choose = (other: SecondFactorMethod) => {
    setChosen(other)
    // A phone is chosen by its digits; of the others the step tells.
    if (other !== 'phone') void step.choose(other).then(() => setChosen(undefined))
  }
  const submit = ({ code = '', lastDigits = '' }: Readonly<Record<string, string>>) => {
    if (!asksDigits) return step.verify(code)
    setDigits(lastDigits)
    return step.sendPhoneCode(lastDigits)
  }

  return (
    <Step
      key={method}
      testId="second-factor"
      text={stepText('sign-in', { ...step, method })}
      error={error}
      onSubmit={submit}
    >
      {asksDigits ? (
        <label className="field">
          <span className="label">The last four digits of your number</span>
          <input
            className="input code-input"
            name="lastDigits"
            inputMode="numeric"
            autoComplete="off"
            pattern="[0-9]{4}"
            maxLength={4}
            required
            aria-invalid={error?.code === 'phone-rejected' || undefined}
            data-testid="react-last-digits"
          />
        </label>
      ) : (
        <CodeField
          label={secondFactorTexts[method].label}
          isNumeric={method !== 'backup-code'}
          isWrong={error?.code === 'code-rejected'}
        />
      )}
      <Submit busy={busy} label={asksDigits ? 'Text me a code' : 'Continue'} />
      <div className="foot">
        {method === 'phone' && digits && !asksDigits && (
          <Resend what="code" times={step} busy={busy} send={() => step.sendPhoneCode(digits)} />
        )}
        {step.methods
          .filter((other) => other !== method)
          .map((other) => (
            <LinkButton
              key={other}
              testId={`use-${other}`}
              label={secondFactorTexts[other].choose}
              disabled={busy}
              onClick={() => choose(other)}
            />
          ))}
        <LinkButton testId="restart" label="Start over" onClick={step.restart} />
      </div>
    </Step>
  )
}
