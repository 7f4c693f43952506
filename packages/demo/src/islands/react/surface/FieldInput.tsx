import { useId } from 'react'
import type { FieldView } from '../../../surface/views/step-view.ts'

/** A labelled field with its hint and its error. */
export function FieldInput({ field }: { field: FieldView }) {
  const id = useId()
  return (
    <div className={`field ${field.width}`}>
      <label className="label" htmlFor={id}>
        {field.label}
      </label>
      <input
        id={id}
        className="input"
        data-kind={field.kind}
        name={field.name}
        type={field.type}
        inputMode={field.inputMode}
        autoComplete={field.autocomplete}
        autoCapitalize={field.autocapitalize}
        spellCheck={false}
        required={field.required}
        readOnly={field.readOnly}
        pattern={field.pattern}
        maxLength={field.maxLength}
        defaultValue={field.value}
        aria-invalid={field.isInvalid || undefined}
        aria-describedby={`${id}-hint ${id}-problem`}
        data-testid={`react-${field.testId}`}
      />
      <span id={`${id}-hint`} className="hint">
        {field.hint}
      </span>
      <span id={`${id}-problem`} className="field-problem" data-testid={`react-${field.testId}-error`}>
        {field.problem}
      </span>
    </div>
  )
}
