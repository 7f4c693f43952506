import type { FlowError } from '@wachter/core/flows'
import { useId } from 'react'
import type { Field } from '../../../surface/fields.ts'
import { fieldProblem } from '../../../surface/texts.ts'

/** A labelled field, with what is asked of it and what is wrong with it. */
export function FieldInput({ field, error }: { field: Field; error: FlowError | undefined }) {
  const { name, label, type, autocomplete, required, value, hint, width } = field
  const id = useId()
  const problem = fieldProblem(error, name)
  return (
    <div className={`field ${width}`}>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="input"
        name={name}
        type={type}
        autoComplete={autocomplete}
        autoCapitalize={type === 'text' && name !== 'username' ? 'words' : 'none'}
        required={required}
        defaultValue={value}
        aria-invalid={problem !== '' || undefined}
        aria-describedby={`${id}-hint ${id}-problem`}
        data-testid={`react-field-${name}`}
      />
      <span id={`${id}-hint`} className="hint">
        {hint}
      </span>
      <span id={`${id}-problem`} className="field-problem" data-testid={`react-field-${name}-error`}>
        {problem}
      </span>
    </div>
  )
}
