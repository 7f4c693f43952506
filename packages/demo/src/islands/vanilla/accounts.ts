import type { Client, SignIn } from '@wachter/core'
import { personOf } from '../../person.ts'
import { avatar } from './avatar.ts'
import { element } from './element.ts'

/** All accounts of the browser session, with the active one marked. Reuses rows across changes, to keep the focus. */
export function accountList(client: Client, run: (command: Promise<void>) => Promise<void>): HTMLElement {
  const list = element('ul', { className: 'accounts', ariaLabel: 'Accounts' })
  const rows = new Map<string, { item: HTMLElement; button: HTMLButtonElement }>()

  const rowOf = ({ id, user }: SignIn) => {
    const known = rows.get(id)
    if (known) return known
    const person = personOf(user)
    const button = element(
      'button',
      {
        testId: `account-${person.handle}`,
        className: 'account',
        type: 'button',
        onclick: () => {
          if (client.$activeSignIn.get()?.id !== id) void run(client.switchSignIn(id))
        },
      },
      avatar(person),
      element(
        'span',
        { className: 'account-text' },
        element('span', { className: 'account-name' }, person.name),
        element('span', { className: 'account-email' }, person.email),
      ),
      element('span', { className: 'account-mark', ariaHidden: 'true' }),
    )
    const row = { item: element('li', {}, button), button }
    rows.set(id, row)
    return row
  }

  client.$state.subscribe(({ container }) => {
    const signIns = container?.signIns ?? []
    for (const [id, { item }] of rows) {
      if (signIns.some((signIn) => signIn.id === id)) continue
      item.remove()
      rows.delete(id)
    }
    signIns.forEach((signIn, index) => {
      const { item, button } = rowOf(signIn)
      if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null)
      button.ariaCurrent = signIn.id === container?.activeSignIn?.id ? 'true' : null
    })
  })
  return list
}
