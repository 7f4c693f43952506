import { useId } from 'react'
import { submitIn } from '../../../surface/typed.ts'
import type { FormView, SectionView } from '../../../surface/views/pages/section-view.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { FieldInput } from '../surface/FieldInput.tsx'
import { StepButton } from '../surface/StepButton.tsx'

/** Shows the sections of a page, without knowing their flows. */
export const Sections = ({ sections }: { sections: readonly SectionView[] }) =>
  sections.map((section) => <Section key={section.name} section={section} />)

function Section({ section: { name, title, lead, rows, problem, forms } }: { section: SectionView }) {
  const titleId = useId()
  return (
    <section className="page-section" aria-labelledby={titleId} data-testid={`react-${name}`}>
      <h3 id={titleId} className="step-title">
        {title}
      </h3>
      <p className="lead">{lead}</p>
      <ul className="page-rows">
        {rows.map((row) => (
          <li key={row.id} data-testid={`react-${row.name}`}>
            <span className="row-title">{row.title}</span>
            <span className="hint">{row.detail}</span>
            <span className="row-buttons">
              {row.buttons.map((button) => (
                <StepButton key={button.name} button={button} />
              ))}
            </span>
          </li>
        ))}
      </ul>
      <ProblemNote testId={`${name}-error`} problem={problem} />
      {forms.map((form) => (
        <SectionForm key={form.name} form={form} />
      ))}
    </section>
  )
}

const SectionForm = ({ form }: { form: FormView }) => (
  <form
    className="step"
    onSubmit={(event) => {
      event.preventDefault()
      void submitIn(event.currentTarget, form)
    }}
    data-testid={`react-${form.name}`}
  >
    {form.fields.length > 0 && (
      <div className="fields">
        {form.fields.map((field) => (
          <FieldInput key={field.name} field={field} />
        ))}
      </div>
    )}
    <div className="buttons">
      {form.buttons.map((button) => (
        <StepButton key={button.name} button={button} />
      ))}
    </div>
  </form>
)
