import type { Problem } from '../../../problem.ts'
import type { Field } from '../../../surface/fields.ts'
import type { Screen } from '../../../surface/place.ts'
import { type SurfaceStep, stepText } from '../../../surface/texts.ts'
import { element } from '../element.ts'
import { fieldInput } from './field-input.ts'
import { foot, type StepView, stepForm, submitButton } from './step.ts'

interface FieldsStepNeeds {
  readonly testId: string
  readonly screen: Screen
  readonly fields: readonly Field[]
  readonly label: string
  readonly problem?: Problem | undefined
  readonly onSubmit: (typed: Readonly<Record<string, string>>) => unknown
  readonly links: readonly HTMLElement[]
}

/** A step that asks for what is typed into fields. */
export function fieldsStep(needs: FieldsStepNeeds): StepView<SurfaceStep> {
  const { form, say } = stepForm(needs.testId, needs.onSubmit)
  let { problem } = needs
  const inputs = needs.fields.map(fieldInput)
  const submit = submitButton(needs.label)
  form.append(
    element('div', { className: 'fields' }, ...inputs.map((input) => input.element)),
    submit,
    foot(...needs.links),
  )
  return {
    element: form,
    update(step, { pending, error }) {
      if (pending) problem = undefined
      say(stepText(needs.screen, step), error, problem)
      for (const input of inputs) input.update(error)
      submit.disabled = pending !== undefined
    },
  }
}
