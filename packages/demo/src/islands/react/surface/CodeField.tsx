import { useId } from 'react'

interface CodeFieldProps {
  readonly label: string
  /** A backup code has letters. */
  readonly isNumeric?: boolean
  readonly isWrong: boolean
}

export function CodeField({ label, isNumeric = true, isWrong }: CodeFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="input code-input"
        name="code"
        inputMode={isNumeric ? 'numeric' : 'text'}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        required
        aria-invalid={isWrong || undefined}
        data-testid="react-code-input"
      />
    </div>
  )
}
