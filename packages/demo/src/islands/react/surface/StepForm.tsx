import { type FormEvent, useEffect, useId, useRef } from 'react'
import type { StepFocus } from '../../../surface/step-focus.ts'
import { typedIn } from '../../../surface/typed.ts'
import type { StepView } from '../../../surface/views/step-view.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { FieldInput } from './FieldInput.tsx'
import { StepButton } from './StepButton.tsx'

interface StepFormProps {
  readonly view: StepView
  readonly focus: StepFocus
}

/** Shows a step of any flow, or nothing while there is none. */
export const StepForm = ({ view, focus }: { view: StepView | undefined; focus: StepFocus }) =>
  view && <Form key={view.key} view={view} focus={focus} />

function Form({ view, focus }: StepFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (form.current) focus.follow(form.current, view)
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    view.submit(typedIn(event.currentTarget))
  }
  return (
    <section className="surface" data-testid="react-surface">
      <form ref={form} className="step" aria-labelledby={titleId} onSubmit={submit} data-testid={`react-${view.name}`}>
        <h3 id={titleId} className="step-title" tabIndex={-1} data-testid="react-step-title">
          {view.title}
        </h3>
        <p className="lead">{view.lead}</p>
        <ProblemNote testId="sign-in-error" problem={view.problem} />
        {view.fields.length > 0 && (
          <div className="fields">
            {view.fields.map((field) => (
              <FieldInput key={field.name} field={field} />
            ))}
          </div>
        )}
        {view.groups.map(({ name, lead, buttons }) => (
          <div key={name} className={`buttons ${name}`}>
            {lead && <span className="hint">{lead}</span>}
            {buttons.map((button) => (
              <StepButton key={button.name} button={button} />
            ))}
          </div>
        ))}
      </form>
    </section>
  )
}
