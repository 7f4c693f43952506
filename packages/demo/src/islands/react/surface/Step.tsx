import type { FlowError } from '@wachter/core/flows'
import { type FormEvent, type ReactNode, useId } from 'react'
import type { Problem } from '../../../problem.ts'
import { typedIn } from '../../../surface/fields.ts'
import { type StepText, surfaceProblem } from '../../../surface/texts.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { useStepFocus } from './step-focus.tsx'

interface StepProps {
  readonly testId: string
  readonly text: StepText
  readonly error?: FlowError | undefined
  /** What came of something else than this step's own actions. */
  readonly problem?: Problem | undefined
  readonly onSubmit: (typed: Readonly<Record<string, string>>) => unknown
  readonly children?: ReactNode
}

/** One step of a surface: a form with a title, and what went wrong in it. */
export function Step({ testId, text, error, problem = surfaceProblem(error), onSubmit, children }: StepProps) {
  const titleId = useId()
  useStepFocus(`${testId} ${text.title}`, error)

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSubmit(typedIn(event.currentTarget))
  }

  return (
    <form className="step" aria-labelledby={titleId} onSubmit={submit} data-testid={`react-${testId}`}>
      <h3 id={titleId} className="step-title" tabIndex={-1} data-testid="react-step-title">
        {text.title}
      </h3>
      <p className="lead">{text.lead}</p>
      <ProblemNote testId="sign-in-error" problem={problem} />
      {children}
    </form>
  )
}

interface SubmitProps {
  readonly busy: boolean
  readonly label: string
  readonly testId?: string
}

export function Submit({ busy, label, testId = 'submit' }: SubmitProps) {
  return (
    <button className="button primary wide" type="submit" disabled={busy} data-testid={`react-${testId}`}>
      {label}
    </button>
  )
}

interface LinkButtonProps {
  readonly testId: string
  readonly label: string
  readonly onClick: () => unknown
  readonly disabled?: boolean
}

/** A button that looks like a link: it leads elsewhere on this page. */
export function LinkButton({ testId, label, onClick, disabled = false }: LinkButtonProps) {
  return (
    <button className="link" type="button" disabled={disabled} onClick={onClick} data-testid={`react-${testId}`}>
      {label}
    </button>
  )
}
