import type { StepFocus } from '../../../surface/step-focus.ts'
import { typedIn } from '../../../surface/typed.ts'
import type { ButtonGroup, StepView } from '../../../surface/views/step-view.ts'
import { element } from '../element.ts'
import { problemNote } from '../problem-note.ts'
import { fieldInput } from './field-input.ts'
import { arrange, keepParts, type Part } from './parts.ts'
import { stepButton } from './step-button.ts'

/** Shows steps of any flow, or nothing while there is none. */
export interface StepForm {
  readonly element: HTMLElement
  readonly show: (view: StepView | undefined) => void
}

export function createStepForm(focus: StepFocus): StepForm {
  const root = element('section', { testId: 'surface', className: 'surface' })
  const formsOf = keepParts(formPart)
  return {
    element: root,
    show(view) {
      root.hidden = view === undefined
      const [form] = formsOf(view ? [{ name: view.key, view }] : [])
      arrange(root, form ? [form] : [])
      if (form instanceof HTMLFormElement && view) focus.follow(form, view)
    },
  }
}

interface KeyedView {
  readonly name: string
  readonly view: StepView
}

function formPart(): Part<KeyedView> {
  const titleId = 'vanilla-step-title'
  const title = element('h3', { testId: 'step-title', id: titleId, className: 'step-title', tabIndex: -1 })
  const lead = element('p', { className: 'lead' })
  const problem = problemNote('sign-in-error')
  const fields = element('div', { className: 'fields' })
  const form = element('form', { className: 'step' })
  form.setAttribute('aria-labelledby', titleId)
  const fieldsOf = keepParts(fieldInput)
  const groupsOf = keepParts(groupPart)
  return {
    nodes: [form],
    update({ view }) {
      form.dataset.testid = `vanilla-${view.name}`
      form.onsubmit = (event) => {
        event.preventDefault()
        view.submit(typedIn(form))
      }
      title.textContent = view.title
      lead.textContent = view.lead
      problem.show(view.problem)
      arrange(fields, fieldsOf(view.fields))
      const asked = view.fields.length > 0 ? [fields] : []
      arrange(form, [title, lead, problem.element, ...asked, ...groupsOf(view.groups)])
    },
    stop: () => groupsOf([]),
  }
}

function groupPart(): Part<ButtonGroup> {
  const lead = element('span', { className: 'hint' })
  const group = element('div')
  const buttonsOf = keepParts(stepButton)
  return {
    nodes: [group],
    update({ name, lead: said, buttons }) {
      group.className = `buttons ${name}`
      lead.textContent = said
      arrange(group, [...(said ? [lead] : []), ...buttonsOf(buttons)])
    },
    stop: () => buttonsOf([]),
  }
}
