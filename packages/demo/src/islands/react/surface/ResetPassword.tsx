import { useClient, useDeployment } from '@wachter/react'
import { usePasswordReset } from '@wachter/react/flows'
import { setPassword } from '../../../surface/begin.ts'
import { fieldOf, passwordHint } from '../../../surface/fields.ts'
import type { Screen } from '../../../surface/place.ts'
import { stepText } from '../../../surface/texts.ts'
import { CodeStep } from './CodeStep.tsx'
import { FieldsStep } from './FieldsStep.tsx'
import { NoteStep } from './NoteStep.tsx'
import { LinkButton } from './Step.tsx'

interface ResetPasswordProps {
  readonly toScreen: (screen: Screen) => void
  readonly onClose: (() => void) | undefined
}

export function ResetPassword({ toScreen, onClose }: ResetPasswordProps) {
  const client = useClient()
  const { step, pending, error } = usePasswordReset()
  const { deployment } = useDeployment()
  const state = { pending, error }
  switch (step.kind) {
    case 'request':
      return (
        <FieldsStep
          {...state}
          testId="reset-password"
          text={stepText('reset-password', step)}
          fields={[fieldOf('email')]}
          label="Send the code"
          onSubmit={({ email = '' }) => step.send(email)}
        />
      )
    case 'verify-code':
      return <CodeStep {...state} screen="reset-password" step={step} verify={step.verify} />
    case 'new-password':
      return (
        <FieldsStep
          {...state}
          testId="new-password"
          text={stepText('reset-password', step)}
          fields={[fieldOf('password', { hint: passwordHint(deployment) })]}
          label="Set the password"
          onSubmit={async ({ password = '' }) => {
            if (await setPassword(client, step, password)) toScreen('sign-in')
          }}
        >
          <LinkButton testId="restart" label="Start over" onClick={step.restart} />
        </FieldsStep>
      )
    default:
      return <NoteStep screen="reset-password" step={step} onClose={onClose} />
  }
}
