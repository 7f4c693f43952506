import { submitIn } from '../../../surface/typed.ts'
import type { FormView, RowView, SectionView } from '../../../surface/views/pages/section-view.ts'
import { element } from '../element.ts'
import { problemNote } from '../problem-note.ts'
import { fieldInput } from '../surface/field-input.ts'
import { arrange, keepParts, type Part } from '../surface/parts.ts'
import { stepButton } from '../surface/step-button.ts'

/** A section of a page, of any flow. */
export function sectionPart(): Part<SectionView> {
  const title = element('h3', { className: 'step-title' })
  const lead = element('p', { className: 'lead' })
  const list = element('ul', { className: 'page-rows' })
  const section = element('section', { className: 'page-section' })
  const rowsOf = keepParts(rowPart)
  const formsOf = keepParts(formPart)
  let problem: ReturnType<typeof problemNote> | undefined
  return {
    nodes: [section],
    update({ name, title: text, lead: said, rows, problem: found, forms }) {
      problem ??= problemNote(`${name}-error`)
      section.dataset.testid = `vanilla-${name}`
      title.id = `vanilla-${name}-title`
      section.setAttribute('aria-labelledby', title.id)
      title.textContent = text
      lead.textContent = said
      arrange(list, rowsOf(rows.map((row) => ({ name: row.id, row }))))
      problem.show(found)
      arrange(section, [title, lead, list, problem.element, ...formsOf(forms)])
    },
    stop() {
      rowsOf([])
      formsOf([])
    },
  }
}

function rowPart(): Part<{ readonly name: string; readonly row: RowView }> {
  const title = element('span', { className: 'row-title' })
  const detail = element('span', { className: 'hint' })
  const buttons = element('span', { className: 'row-buttons' })
  const item = element('li', {}, title, detail, buttons)
  const buttonsOf = keepParts(stepButton)
  return {
    nodes: [item],
    update({ row }) {
      item.dataset.testid = `vanilla-${row.name}`
      title.textContent = row.title
      detail.textContent = row.detail
      arrange(buttons, buttonsOf(row.buttons))
    },
    stop: () => buttonsOf([]),
  }
}

function formPart(): Part<FormView> {
  const fields = element('div', { className: 'fields' })
  const buttons = element('div', { className: 'buttons' })
  const form = element('form', { className: 'step' })
  const fieldsOf = keepParts(fieldInput)
  const buttonsOf = keepParts(stepButton)
  return {
    nodes: [form],
    update(view) {
      form.dataset.testid = `vanilla-${view.name}`
      form.onsubmit = (event) => {
        event.preventDefault()
        void submitIn(form, view)
      }
      arrange(fields, fieldsOf(view.fields))
      arrange(buttons, buttonsOf(view.buttons))
      arrange(form, view.fields.length > 0 ? [fields, buttons] : [buttons])
    },
    stop: () => buttonsOf([]),
  }
}
