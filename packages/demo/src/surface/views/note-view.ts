import { type SurfaceStep, stepText } from '../texts.ts'
import { startOver } from './code-view.ts'
import { type StepView, stepView } from './step-view.ts'
import type { Surroundings } from './surroundings.ts'

type NoteStep = Extract<SurfaceStep, { kind: 'complete' | 'ended' | 'unsupported' | 'joined' | 'sign-in' }>

/** A step without fields. */
export function noteView(at: Surroundings, step: NoteStep): StepView {
  const close = step.kind === 'complete' ? at.close : undefined
  return stepView(at, {
    name: step.kind,
    text: stepText(at.place.screen, step),
    ...(close ? { submit: { name: 'submit', label: 'Go on', press: close } } : { links: [startOver(step.restart)] }),
  })
}
