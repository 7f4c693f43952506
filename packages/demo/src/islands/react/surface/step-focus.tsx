import { createContext, type RefObject, useContext, useEffect, useRef } from 'react'
import { type StepFocus, startStepFocus } from '../../../surface/step-focus.ts'

const Focus = createContext<RefObject<StepFocus | undefined>>({ current: undefined })

export const StepFocusProvider = Focus.Provider

/** What steps below an island's element move the focus with. */
export function useFocusIn(root: RefObject<HTMLElement | null>): RefObject<StepFocus | undefined> {
  const focus = useRef<StepFocus>(undefined)
  useEffect(() => {
    if (!root.current) return
    focus.current = startStepFocus(root.current)
    return () => focus.current?.stop()
  }, [root])
  return focus
}

/** Moves the focus to a step when it is shown, and to what is to blame when something went wrong. */
export function useStepFocus(step: string, problem: unknown): void {
  const focus = useContext(Focus)
  useEffect(() => focus.current?.toStep(), [focus, step])
  useEffect(() => {
    if (problem) focus.current?.toProblem()
  }, [focus, problem])
}
