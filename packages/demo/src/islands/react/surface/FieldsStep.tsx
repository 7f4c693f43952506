import type { FlowError } from '@wachter/core/flows'
import type { ReactNode } from 'react'
import type { Problem } from '../../../problem.ts'
import type { Field } from '../../../surface/fields.ts'
import type { StepText } from '../../../surface/texts.ts'
import { FieldInput } from './FieldInput.tsx'
import { Foot } from './Foot.tsx'
import { Step, Submit } from './Step.tsx'

interface FieldsStepProps {
  readonly testId: string
  readonly text: StepText
  readonly fields: readonly Field[]
  readonly label: string
  readonly pending: string | undefined
  readonly error: FlowError | undefined
  readonly problem?: Problem | undefined
  readonly onSubmit: (typed: Readonly<Record<string, string>>) => unknown
  readonly children?: ReactNode
}

/** A step that asks for what is typed into fields. */
export function FieldsStep({ fields, label, pending, children, ...step }: FieldsStepProps) {
  return (
    <Step {...step}>
      <div className="fields">
        {fields.map((field) => (
          <FieldInput key={field.name} field={field} error={step.error} />
        ))}
      </div>
      <Submit busy={pending !== undefined} label={label} />
      <Foot>{children}</Foot>
    </Step>
  )
}
