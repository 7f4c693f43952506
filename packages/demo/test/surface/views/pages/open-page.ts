import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { expect, onTestFinished } from 'vitest'
import type { RowView, SectionView } from '../../../../src/surface/views/pages/section-view.ts'
import type { Typed } from '../../../../src/surface/views/step-view.ts'

interface Listened {
  readonly $state: { readonly listen: (listener: () => void) => () => void }
}

/** Somebody's client of an emulator, and a page that nobody renders: what it shows, and what can be done there. */
export async function signedIn(username: string) {
  const emulator = createEmulator()
  const client = createClient({ publishableKey: emulator.publishableKey, fetch: emulator.fetch })
  onTestFinished(client.start())
  await signInWithPassword(client, { username, password: seedPassword })
  return { world: emulator.world, client }
}

export function listenTo(flows: Readonly<Record<string, Listened>>): void {
  for (const { $state } of Object.values(flows)) onTestFinished($state.listen(() => {}))
}

/** @param sections the sections of the page now */
export function pageOf(sections: () => readonly SectionView[]) {
  const section = (name: string): SectionView => {
    const found = sections().find((one) => one.name === name)
    if (!found) throw new Error(`There is no "${name}" among ${sections().map((one) => one.name)}`)
    return found
  }
  /** The row of a section with this title, once it is loaded. */
  const row = (name: string, title: string): Promise<RowView> =>
    expect
      .poll(() =>
        sections()
          .find((one) => one.name === name)
          ?.rows.find((one) => one.title === title),
      )
      .toBeDefined()
      .then(() => section(name).rows.find((one) => one.title === title) as RowView)
  return {
    section,
    row,
    names: () => sections().map(({ name }) => name),
    titles: (name: string) => section(name).rows.map(({ title }) => title),
    async press(name: string, title: string, label: string) {
      const button = (await row(name, title)).buttons.find((one) => one.label === label)
      if (!button) throw new Error(`"${title}" has no "${label}"`)
      await button.press({})
    },
    async submit(name: string, form: string, typed: Typed = {}) {
      await section(name)
        .forms.find((one) => one.name === `${form}-form`)
        ?.submit(typed)
    },
  }
}
