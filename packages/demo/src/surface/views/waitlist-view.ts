import type { FlowState, WaitlistStep } from '@wachter/core/flows'
import { waitlistForm } from '../fields.ts'
import { stepText } from '../texts.ts'
import { noteView } from './note-view.ts'
import { type StepView, stepView } from './step-view.ts'
import type { Surroundings } from './surroundings.ts'

export function waitlistView(at: Surroundings, { step, pending, error }: FlowState<WaitlistStep>): StepView {
  if (step.kind === 'joined') return noteView(at, step)
  return stepView(at, {
    name: 'waitlist',
    text: stepText('waitlist', step),
    busy: pending !== undefined,
    error,
    fields: waitlistForm(at.deployment),
    submit: {
      name: 'submit',
      label: 'Join',
      press: ({ email = '', firstName, lastName }) => step.join({ email, firstName, lastName }),
    },
  })
}
