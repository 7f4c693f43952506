import { useDeployment } from '@wachter/react'
import { useSignUp } from '@wachter/react/flows'
import type { Demo } from '../../../demo.ts'
import { thenSend } from '../../../surface/begin.ts'
import { profileForm, profileOf, signUpForm } from '../../../surface/fields.ts'
import { stepText, surfaceProblem } from '../../../surface/texts.ts'
import { CodeStep } from './CodeStep.tsx'
import { FieldsStep } from './FieldsStep.tsx'
import { NoteStep } from './NoteStep.tsx'
import { LinkButton } from './Step.tsx'
import { useArrivalProblem } from './use-arrival-problem.ts'

interface SignUpProps {
  readonly demo: Demo
  readonly onClose: (() => void) | undefined
}

export function SignUp({ demo, onClose }: SignUpProps) {
  const { step, pending, error, restart } = useSignUp()
  const { deployment } = useDeployment()
  const arrivalProblem = useArrivalProblem(demo, pending !== undefined)
  const state = { pending, error }
  switch (step.kind) {
    case 'loading':
      return null
    case 'start':
      return (
        <FieldsStep
          {...state}
          testId="sign-up"
          text={stepText('sign-up', step)}
          problem={surfaceProblem(error) ?? arrivalProblem}
          fields={signUpForm(deployment, demo.arrival.known)}
          label="Create the account"
          onSubmit={(typed) => thenSend(step.submit(profileOf(typed)))}
        />
      )
    case 'verify-code':
      return <CodeStep {...state} screen="sign-up" step={step} verify={(code) => thenSend(step.verify(code))} />
    case 'complete-profile':
      return (
        <FieldsStep
          {...state}
          testId="profile"
          text={stepText('sign-up', step)}
          fields={profileForm(step.missing)}
          label="Continue"
          onSubmit={(typed) => thenSend(step.submit(profileOf(typed)))}
        >
          <LinkButton testId="restart" label="Start over" onClick={restart} />
        </FieldsStep>
      )
    default:
      return <NoteStep screen="sign-up" step={step} onClose={onClose} />
  }
}
