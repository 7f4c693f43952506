import type { ProfileInput } from '@wachter/core/flows'
import type { ButtonView, Typed } from './views/step-view.ts'

/** What was typed into a form, by the names of its fields. */
export const typedIn = (form: HTMLFormElement): Typed =>
  Object.fromEntries([...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

/** What a click on a button does, in the form it stands in. */
export function pressIn(form: HTMLFormElement | null, { fills, press }: ButtonView): void {
  for (const [name, value] of Object.entries(fills)) {
    const field = form?.elements.namedItem(name)
    if (field instanceof HTMLInputElement) field.value = value
  }
  void press(form ? typedIn(form) : {})
}

/** A profile as the flows take it: what was left empty is not told, nor is a dial code without a number. */
export function profileOf(typed: Typed): ProfileInput {
  const filled = Object.entries(typed).filter(([name, value]) => {
    if (name === 'phoneCountryCode') return typed.phoneNumber?.trim()
    return value.trim()
  })
  return Object.fromEntries(filled.map(([name, value]) => [name, name === 'password' ? value : value.trim()]))
}
