import type { FlowError, SignInLinkStep } from '@wachter/core/flows'
import { pageUrl } from '../../../surface/begin.ts'
import { stepText } from '../../../surface/texts.ts'
import { Resend } from './Resend.tsx'
import { LinkButton, Step } from './Step.tsx'

interface LinkStepProps {
  readonly step: SignInLinkStep
  readonly pending: string | undefined
  readonly error: FlowError | undefined
}

export function LinkStep({ step, pending, error }: LinkStepProps) {
  const busy = pending !== undefined
  return (
    <Step testId="link" text={stepText('sign-in', step)} error={error} onSubmit={step.check}>
      <button className="button wide" type="submit" disabled={busy} data-testid="react-check-link">
        I have opened it
      </button>
      <div className="foot">
        <Resend what="link" times={step} busy={busy} send={() => step.send({ redirectUri: pageUrl() })} />
        <LinkButton testId="restart" label="Start over" onClick={step.restart} />
      </div>
    </Step>
  )
}
