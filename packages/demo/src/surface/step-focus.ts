/** What the focus depends on, of what a form shows. */
interface FocusedView {
  /** Another one is another form to whoever fills it in. */
  readonly part: string
  /** What went wrong. */
  readonly cause?: unknown
  /** The field to fill in first. */
  readonly focus?: string | undefined
}

/** Moves the focus along with the steps of the surfaces, for whoever is at work in one. */
export interface StepFocus {
  /** A form shows a view: what takes the focus there does, if the step or what went wrong is another than before. */
  readonly follow: (form: HTMLFormElement, view: FocusedView) => void
}

/** Whether the focus has to move from one view of a form to the next. */
export const movesFocus = (before: FocusedView | undefined, { part, cause }: FocusedView): boolean =>
  before?.part !== part || (cause !== undefined && cause !== before.cause)

/** Follows who is at work where: a step that changes by itself must not take the focus from another island. */
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
