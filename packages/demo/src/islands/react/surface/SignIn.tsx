import { useSignIn } from '@wachter/react/flows'
import type { Demo } from '../../../demo.ts'
import { thenSend } from '../../../surface/begin.ts'
import { profileForm, profileOf } from '../../../surface/fields.ts'
import type { Screen } from '../../../surface/place.ts'
import { stepText } from '../../../surface/texts.ts'
import { CodeStep } from './CodeStep.tsx'
import { FieldsStep } from './FieldsStep.tsx'
import { LinkStep } from './LinkStep.tsx'
import { NoteStep } from './NoteStep.tsx'
import { SecondFactorStep } from './SecondFactorStep.tsx'
import { StartStep } from './StartStep.tsx'
import { LinkButton } from './Step.tsx'

interface SignInProps {
  readonly demo: Demo
  readonly toScreen: (screen: Screen) => void
  readonly onClose: (() => void) | undefined
}

export function SignIn({ demo, toScreen, onClose }: SignInProps) {
  const { step, pending, error, restart } = useSignIn()
  const state = { pending, error }
  switch (step.kind) {
    case 'loading':
      return null
    case 'start':
      return <StartStep {...state} demo={demo} step={step} restart={restart} toScreen={toScreen} />
    case 'verify-code':
      return <CodeStep {...state} screen="sign-in" step={step} verify={(code) => thenSend(step.verify(code))} />
    case 'verify-link':
      return <LinkStep {...state} step={step} />
    case 'second-factor':
      return <SecondFactorStep {...state} step={step} />
    case 'complete-profile':
      return (
        <FieldsStep
          {...state}
          testId="profile"
          text={stepText('sign-in', step)}
          fields={profileForm(step.missing)}
          label="Continue"
          onSubmit={(typed) => thenSend(step.submit(profileOf(typed)))}
        >
          <LinkButton testId="restart" label="Start over" onClick={restart} />
        </FieldsStep>
      )
    default:
      return <NoteStep screen="sign-in" step={step} onClose={onClose} />
  }
}
