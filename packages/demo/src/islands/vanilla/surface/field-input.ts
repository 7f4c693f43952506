import type { FieldView } from '../../../surface/views/step-view.ts'
import { element } from '../element.ts'
import type { Part } from './parts.ts'

/** A labelled field with its hint and its error. */
export function fieldInput(): Part<FieldView> {
  const label = element('label', { className: 'label' })
  const input = element('input', { className: 'input', spellcheck: false })
  const hint = element('span', { className: 'hint' })
  const problem = element('span', { className: 'field-problem' })
  const field = element('div', {}, label, input, hint, problem)
  return {
    nodes: [field],
    update(view) {
      const { name, testId, type, inputMode, autocomplete, autocapitalize, required, readOnly, value } = view
      const id = `vanilla-${testId}`
      Object.assign(input, { id, name, type, inputMode, autocomplete, autocapitalize, required, readOnly })
      // The default value, so that typed text stays.
      input.defaultValue = value
      if (view.pattern !== undefined) input.pattern = view.pattern
      if (view.maxLength !== undefined) input.maxLength = view.maxLength
      input.dataset.kind = view.kind
      input.dataset.testid = id
      input.ariaInvalid = view.isInvalid ? 'true' : null
      input.setAttribute('aria-describedby', `${id}-hint ${id}-error`)
      field.className = `field ${view.width}`
      label.htmlFor = id
      label.textContent = view.label
      hint.id = `${id}-hint`
      hint.textContent = view.hint
      problem.id = `${id}-error`
      problem.dataset.testid = problem.id
      problem.textContent = view.problem
    },
    stop: () => {},
  }
}
