import type { FlowError } from '@wachter/core/flows'
import type { Field } from '../../../surface/fields.ts'
import { fieldProblem } from '../../../surface/texts.ts'
import { element } from '../element.ts'

/** A labelled field, with what is asked of it and what is wrong with it. */
export function fieldInput({ name, label, type, autocomplete, required, value, hint, width }: Field) {
  const id = `vanilla-field-${name}`
  const input = element('input', {
    testId: `field-${name}`,
    id,
    className: 'input',
    name,
    type,
    autocomplete,
    autocapitalize: type === 'text' && name !== 'username' ? 'words' : 'none',
    required,
    value,
  })
  input.setAttribute('aria-describedby', `${id}-hint ${id}-problem`)
  const problem = element('span', { testId: `field-${name}-error`, id: `${id}-problem`, className: 'field-problem' })
  const field = element(
    'div',
    { className: `field ${width}` },
    element('label', { className: 'label', htmlFor: id }, label),
    input,
    element('span', { id: `${id}-hint`, className: 'hint' }, hint),
    problem,
  )
  const update = (error: FlowError | undefined) => {
    problem.textContent = fieldProblem(error, name)
    input.ariaInvalid = problem.textContent ? 'true' : null
  }
  return { element: field, update }
}

/** A labelled field of a step of its own. */
export const labelled = (label: string, input: HTMLElement): HTMLElement =>
  element('label', { className: 'field' }, element('span', { className: 'label' }, label), input)

export const codeInput = (isNumeric = true): HTMLInputElement =>
  element('input', {
    testId: 'code-input',
    className: 'input code-input',
    name: 'code',
    inputMode: isNumeric ? 'numeric' : 'text',
    autocomplete: 'one-time-code',
    autocapitalize: 'none',
    spellcheck: false,
    required: true,
  })
