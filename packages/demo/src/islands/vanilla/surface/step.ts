import type { FlowError } from '@wachter/core/flows'
import type { Problem } from '../../../problem.ts'
import { typedIn } from '../../../surface/fields.ts'
import { type StepText, surfaceProblem } from '../../../surface/texts.ts'
import { element } from '../element.ts'

/** What a flow says beside its step. */
export interface Status {
  readonly pending: string | undefined
  readonly error: FlowError | undefined
}

/** One step on the page, made once and kept up to date while the flow is at it. */
export interface StepView<Step> {
  readonly element: HTMLElement
  // A method: the view of one kind of step is only ever shown that kind.
  update(step: Step, status: Status): void
  /** Ends its timers. */
  readonly stop?: () => void
}

/** The form every step is: a title, what went wrong, and whatever is appended. */
export function stepForm(testId: string, onSubmit: (typed: Readonly<Record<string, string>>) => unknown) {
  const id = `vanilla-${testId}-title`
  const title = element('h3', { testId: 'step-title', id, className: 'step-title', tabIndex: -1 })
  const lead = element('p', { className: 'lead' })
  const problem = element('p', { testId: 'sign-in-error', className: 'problem', role: 'alert' })
  const form = element('form', { testId, className: 'step' }, title, lead, problem)
  form.setAttribute('aria-labelledby', id)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    onSubmit(typedIn(form))
  })

  const say = (text: StepText, error: FlowError | undefined, other?: Problem) => {
    title.textContent = text.title
    lead.textContent = text.lead
    const { code, message } = surfaceProblem(error) ?? other ?? {}
    const said = code ? `${code} ${message}` : ''
    // The same is not said twice: a screen reader would read it again.
    if (problem.textContent !== said)
      problem.replaceChildren(...(code ? [element('code', {}, code), ` ${message}`] : []))
  }
  return { form, say }
}

export const submitButton = (label: string, testId = 'submit'): HTMLButtonElement =>
  element('button', { testId, className: 'button primary wide' }, label)

export const plainButton = (testId: string, label: string, onclick: () => unknown): HTMLButtonElement =>
  element('button', { testId, className: 'button', type: 'button', onclick }, label)

/** A button that looks like a link: it leads elsewhere on this page. */
export const linkButton = (testId: string, label: string, onclick: () => unknown): HTMLButtonElement =>
  element('button', { testId, className: 'link', type: 'button', onclick }, label)

export const foot = (...children: readonly HTMLElement[]): HTMLElement =>
  element('div', { className: 'foot' }, ...children)
