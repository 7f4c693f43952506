/** Moves the focus along with the steps of a surface, for whoever was at work in it. */
export interface StepFocus {
  /** Another step is shown: its first field, else its title, takes the focus. */
  readonly toStep: () => void
  /** Something went wrong: the field to blame takes the focus, else the first. */
  readonly toProblem: () => void
  readonly stop: () => void
}

const fields = 'input:not([readonly], [type="hidden"]), select'

/**
 * Follows who is at work where: a step that changes by itself must not take the focus from another island.
 *
 * @param root the island with the surface in it
 */
export function startStepFocus(root: HTMLElement): StepFocus {
  let isAtWorkHere = false
  const note = ({ target }: Event) => {
    isAtWorkHere = target instanceof Node && root.contains(target)
  }
  for (const type of ['focusin', 'pointerdown']) document.addEventListener(type, note, true)

  const focus = (...selectors: readonly string[]) => {
    const inSurface = selectors.map((selector) => root.querySelector<HTMLElement>(`.surface :is(${selector})`))
    if (isAtWorkHere) inSurface.find((found) => found)?.focus()
  }
  return {
    toStep: () => focus(fields, '.step-title'),
    toProblem: () => focus('[aria-invalid="true"]', fields, '.step-title'),
    stop() {
      for (const type of ['focusin', 'pointerdown']) document.removeEventListener(type, note, true)
    },
  }
}
