import type { Screen } from '../../../surface/place.ts'
import { type SurfaceStep, stepText } from '../../../surface/texts.ts'
import { foot, linkButton, type StepView, stepForm, submitButton } from './step.ts'

type NoteStep = Extract<SurfaceStep, { kind: 'complete' | 'ended' | 'unsupported' | 'joined' | 'sign-in' }>

/** A step at which there is nothing to type. */
export function noteStep<Step extends NoteStep>(
  screen: Screen,
  step: Step,
  onClose: (() => void) | undefined,
): StepView<Step> {
  const isDone = step.kind === 'complete' && onClose !== undefined
  const { form, say } = stepForm(step.kind, isDone ? onClose : step.restart)
  form.append(isDone ? submitButton('Go on') : foot(linkButton('restart', 'Start over', step.restart)))
  return { element: form, update: (next) => say(stepText(screen, next), undefined) }
}
