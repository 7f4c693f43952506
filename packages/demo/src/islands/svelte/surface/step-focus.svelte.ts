import { createContext } from 'svelte'
import type { StepFocus } from '../../../surface/step-focus.ts'

const [stepFocus, setStepFocus] = createContext<StepFocus>()

/** Hands what moves the focus to the steps below a component. */
export { setStepFocus }

/** Moves the focus to a step when it is shown, and to what is to blame when something went wrong. */
export function useStepFocus(step: () => string, problem: () => unknown): void {
  const focus = stepFocus()
  const shown = $derived(step())
  $effect(() => {
    if (shown) focus.toStep()
  })
  $effect(() => {
    if (problem()) focus.toProblem()
  })
}
