import type { FlowState, SignInProfileStep, SignUpProfileStep } from '@wachter/core/flows'
import { thenSend } from '../begin.ts'
import { profileForm } from '../fields.ts'
import { stepText } from '../texts.ts'
import { profileOf } from '../typed.ts'
import { codeView, linkView, startOver } from './code-view.ts'
import { noteView } from './note-view.ts'
import { secondFactorView } from './second-factor-view.ts'
import { type SignInFlows, startView } from './start-view.ts'
import { type StepView, stepView } from './step-view.ts'
import type { Surroundings } from './surroundings.ts'

/** The view of a sign-in; undefined while its state is unknown. */
export function signInView(at: Surroundings, flows: SignInFlows): StepView | undefined {
  const { signIn } = flows
  const { step } = signIn
  switch (step.kind) {
    case 'loading':
      return undefined
    case 'start':
      return startView(at, step, flows)
    case 'verify-code':
      return codeView(at, signIn, step, (code) => thenSend(step.verify(code)))
    case 'verify-link':
      return linkView(at, signIn, step)
    case 'second-factor':
      return secondFactorView(at, signIn, step)
    case 'complete-profile':
      return profileView(at, signIn, step)
    default:
      return noteView(at, step)
  }
}

/** The view that asks for missing profile fields. */
export const profileView = (
  at: Surroundings,
  { pending, error }: FlowState<unknown>,
  step: SignInProfileStep | SignUpProfileStep,
): StepView =>
  stepView(at, {
    name: 'profile',
    text: stepText(at.place.screen, step),
    busy: pending !== undefined,
    error,
    fields: profileForm(step.missing),
    submit: { name: 'submit', label: 'Continue', press: (typed) => thenSend(step.submit(profileOf(typed))) },
    links: [startOver(step.restart)],
  })
