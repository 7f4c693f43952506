import type { FlowState, NewPasswordStep, PasswordResetStep } from '@wachter/core/flows'
import { fieldOf, newPasswordForm } from '../fields.ts'
import { stepText } from '../texts.ts'
import { codeView, startOver } from './code-view.ts'
import { withNewPassword } from './new-password.ts'
import { noteView } from './note-view.ts'
import { type StepView, stepView, type Typed } from './step-view.ts'
import type { Surroundings } from './surroundings.ts'

/** The view of a password reset. */
export function passwordResetView(at: Surroundings, reset: FlowState<PasswordResetStep>): StepView {
  const { step, pending, error } = reset
  const state = { text: stepText('reset-password', step), busy: pending !== undefined, error }
  switch (step.kind) {
    case 'request':
      return stepView(at, {
        ...state,
        name: 'reset-password',
        fields: [fieldOf('email')],
        submit: { name: 'submit', label: 'Send the code', press: ({ email = '' }) => step.send(email) },
      })
    case 'verify-code':
      return codeView(at, reset, step, step.verify)
    case 'new-password':
      return stepView(at, {
        ...state,
        name: 'new-password',
        refused: at.chosen.refused,
        fields: newPasswordForm(at.deployment),
        submit: {
          name: 'submit',
          label: 'Set the password',
          press: withNewPassword(at, (typed) => setPassword(at, step, typed)),
        },
        links: [startOver(step.restart)],
      })
    default:
      return noteView(at, step)
  }
}

async function setPassword({ demo, go }: Surroundings, step: NewPasswordStep, { password = '' }: Typed): Promise<void> {
  const { step: next } = await step.submit(password)
  if (next.kind !== 'sign-in') return
  await demo.resumeSignIn(next.attemptId)
  go({ screen: 'sign-in' })
}
