import type { FlowError, PasswordResetCodeStep, SignInCodeStep, SignUpCodeStep } from '@wachter/core/flows'
import type { Screen } from '../../../surface/place.ts'
import { stepText } from '../../../surface/texts.ts'
import { CodeField } from './CodeField.tsx'
import { Foot } from './Foot.tsx'
import { Resend } from './Resend.tsx'
import { LinkButton, Step, Submit } from './Step.tsx'

interface CodeStepProps {
  readonly screen: Screen
  readonly step: SignInCodeStep | SignUpCodeStep | PasswordResetCodeStep
  readonly pending: string | undefined
  readonly error: FlowError | undefined
  readonly verify: (code: string) => unknown
}

export function CodeStep({ screen, step, pending, error, verify }: CodeStepProps) {
  const busy = pending !== undefined
  return (
    <Step testId="code" text={stepText(screen, step)} error={error} onSubmit={({ code = '' }) => verify(code)}>
      <CodeField label="Code" isWrong={error?.code === 'code-rejected'} />
      <Submit busy={busy} label="Continue" />
      <Foot>
        <Resend what="code" times={step} busy={busy} send={step.send} />
        <LinkButton testId="restart" label="Start over" onClick={step.restart} />
      </Foot>
    </Step>
  )
}
