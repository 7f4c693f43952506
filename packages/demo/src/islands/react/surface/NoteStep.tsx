import type { Screen } from '../../../surface/place.ts'
import { type SurfaceStep, stepText } from '../../../surface/texts.ts'
import { Foot } from './Foot.tsx'
import { LinkButton, Step, Submit } from './Step.tsx'

interface NoteStepProps {
  readonly screen: Screen
  readonly step: Extract<SurfaceStep, { kind: 'complete' | 'ended' | 'unsupported' | 'joined' | 'sign-in' }>
  /** Closes the surface, where that is to be had. */
  readonly onClose: (() => void) | undefined
}

/** A step at which there is nothing to type. */
export function NoteStep({ screen, step, onClose }: NoteStepProps) {
  const isDone = step.kind === 'complete' && onClose !== undefined
  return (
    <Step testId={step.kind} text={stepText(screen, step)} onSubmit={isDone ? onClose : step.restart}>
      {isDone ? (
        <Submit busy={false} label="Go on" />
      ) : (
        <Foot>
          <LinkButton testId="restart" label="Start over" onClick={step.restart} />
        </Foot>
      )}
    </Step>
  )
}
