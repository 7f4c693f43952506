import type { Client, SignIn } from '@wachter/core'
import { byTestId, element } from '../element.ts'
import { personOf } from '../person.ts'

/** Maximum number of entries; the oldest are removed. */
const longest = 40

/** Logs the client's events. */
export function logEvents(client: Client): void {
  const list = byTestId('pane-events')
  const log = (type: string, detail: string) => {
    const time = new Date().toLocaleTimeString(undefined, { hour12: false })
    const entry = element('li', {}, element('time', {}, time), element('code', {}, type), element('span', {}, detail))
    entry.dataset.event = type
    list.querySelector('.empty')?.remove()
    list.prepend(entry)
    while (list.childElementCount > longest) list.lastElementChild?.remove()
  }
  client.on('signed-in', ({ signIn }) => log('signed-in', nameOf(signIn)))
  client.on('signed-out', ({ reason, signIn }) => log('signed-out', `${nameOf(signIn)}: ${reason}`))
  client.on('context-changed', ({ signIn }) => log('context-changed', signIn ? placeOf(signIn) : 'nobody'))
  client.on('session-expiring', ({ expiresAtMs }) =>
    log('session-expiring', `ends at ${new Date(expiresAtMs).toLocaleTimeString(undefined, { hour12: false })}`),
  )
}

const nameOf = ({ user }: SignIn) => personOf(user).name

const placeOf = (signIn: SignIn) =>
  [
    nameOf(signIn),
    signIn.activeOrganizationMembership?.organization.name,
    signIn.activeWorkspaceMembership?.workspace.name,
  ]
    .filter(Boolean)
    .join(' / ')
