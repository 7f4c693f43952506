import type { FlowState, SignUpStep } from '@wachter/core/flows'
import { thenSend } from '../begin.ts'
import { signUpForm } from '../fields.ts'
import { stepText } from '../texts.ts'
import { profileOf } from '../typed.ts'
import { codeView } from './code-view.ts'
import { withNewPassword } from './new-password.ts'
import { noteView } from './note-view.ts'
import { profileView } from './sign-in-view.ts'
import { type StepView, stepView } from './step-view.ts'
import type { Surroundings } from './surroundings.ts'

/** The view of a sign-up; undefined while its state is unknown. */
export function signUpView(at: Surroundings, signUp: FlowState<SignUpStep>): StepView | undefined {
  const { step, pending, error } = signUp
  switch (step.kind) {
    case 'loading':
      return undefined
    case 'start':
      return stepView(at, {
        name: 'sign-up',
        text: stepText('sign-up', step),
        busy: pending !== undefined,
        error,
        problem: at.demo.arrival.problem,
        refused: at.chosen.refused,
        fields: signUpForm(at.deployment, at.demo.arrival.known),
        submit: {
          name: 'submit',
          label: 'Create the account',
          press: withNewPassword(at, (typed) => thenSend(step.submit(profileOf(typed)))),
        },
      })
    case 'verify-code':
      return codeView(at, signUp, step, (code) => thenSend(step.verify(code)))
    case 'complete-profile':
      return profileView(at, signUp, step)
    default:
      return noteView(at, step)
  }
}
