/** The parts of a view that the focus depends on. */
interface FocusedView {
  /** Identifies the form as the user sees it. */
  readonly part: string
  /** The cause of the current error. */
  readonly cause?: unknown
  /** The field to fill in first. */
  readonly focus?: string | undefined
}

/** Moves the focus with the steps of the surface that the user works in. */
export interface StepFocus {
  /** Call after a form shows a view: moves the focus if the step or the error has changed. */
  readonly follow: (form: HTMLFormElement, view: FocusedView) => void
}

/** Whether the focus has to move from one view of a form to the next. */
export const movesFocus = (before: FocusedView | undefined, { part, cause }: FocusedView): boolean =>
  before?.part !== part || (cause !== undefined && cause !== before.cause)

/** Tracks the surface in use: a step that changes by itself must not take the focus from another island. */
export function startStepFocus(): StepFocus {
  const shown = new WeakMap<HTMLFormElement, FocusedView>()
  let workplace: Element | null = null
  for (const type of ['focusin', 'pointerdown']) {
    document.addEventListener(
      type,
      ({ target }) => {
        workplace = target instanceof Element ? target.closest('.island') : null
      },
      true,
    )
  }
  return {
    follow(form, view) {
      const moves = movesFocus(shown.get(form), view)
      shown.set(form, view)
      if (!moves || workplace === null || form.closest('.island') !== workplace) return
      const field = view.focus && form.elements.namedItem(view.focus)
      const target = field instanceof HTMLElement ? field : form.querySelector<HTMLElement>('.step-title')
      target?.focus()
    },
  }
}
