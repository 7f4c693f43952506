import type { Client } from '@wachter/core'
import { personOf } from '../../person.ts'
import { avatar } from './avatar.ts'
import { element } from './element.ts'

/** Shows the active account's user. */
export function personView(client: Client): HTMLElement {
  const view = element('div', { testId: 'signed-in', className: 'person' })
  client.$user.subscribe((user) => {
    if (!user) return
    const person = personOf(user)
    view.replaceChildren(
      avatar(person, true),
      element(
        'div',
        { className: 'account-text' },
        element('p', { testId: 'user-name', className: 'person-name' }, person.name),
        element('p', { testId: 'user-email', className: 'person-email' }, person.email),
      ),
    )
  })
  return view
}
