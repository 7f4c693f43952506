import { useDeployment } from '@wachter/react'
import { useWaitlist } from '@wachter/react/flows'
import { waitlistForm } from '../../../surface/fields.ts'
import { stepText } from '../../../surface/texts.ts'
import { FieldsStep } from './FieldsStep.tsx'
import { NoteStep } from './NoteStep.tsx'

export function Waitlist() {
  const { step, pending, error } = useWaitlist()
  const { deployment } = useDeployment()
  if (step.kind === 'joined') return <NoteStep screen="waitlist" step={step} onClose={undefined} />
  return (
    <FieldsStep
      testId="waitlist"
      text={stepText('waitlist', step)}
      pending={pending}
      error={error}
      fields={waitlistForm(deployment)}
      label="Join"
      onSubmit={({ email = '', firstName, lastName }) => step.join({ email, firstName, lastName })}
    />
  )
}
