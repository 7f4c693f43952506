import type { ProfileInput } from '@wachter/core/flows'
import type { FormView } from './views/pages/section-view.ts'
import type { ButtonView, Typed } from './views/step-view.ts'

/** The values of a form, by field name. */
export const typedIn = (form: HTMLFormElement): Typed =>
  Object.fromEntries([...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

/** Performs a button's action in its form. */
export function pressIn(form: HTMLFormElement | null, { fills, press }: ButtonView): void {
  for (const [name, value] of Object.entries(fills)) {
    const field = form?.elements.namedItem(name)
    if (field instanceof HTMLInputElement) field.value = value
  }
  void press(form ? typedIn(form) : {})
}

/** Submits a form of a page, and empties it if that succeeds. */
export async function submitIn(form: HTMLFormElement, { submit, keepsTyped }: FormView): Promise<void> {
  const { error } = await submit(typedIn(form))
  if (!keepsTyped && !error) form.reset()
}

/** A profile as the flows take it: without empty fields, and without a dial code that has no number. */
export function profileOf(typed: Typed): ProfileInput {
  const filled = Object.entries(typed).filter(([name, value]) => {
    if (name === 'phoneCountryCode') return typed.phoneNumber?.trim()
    return value.trim()
  })
  return Object.fromEntries(filled.map(([name, value]) => [name, name === 'password' ? value : value.trim()]))
}
