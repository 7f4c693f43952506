import type { Client } from '@wachter/core'
import { createInvitation } from '@wachter/core/flows'

export function showInvitation(client: Client, root: HTMLElement): () => void {
  const { $state } = createInvitation(client)
  const token = new URLSearchParams(location.search).get('token') ?? ''
  const button = (value: string, onclick: () => unknown) =>
    Object.assign(document.createElement('input'), { type: 'button', value, onclick })
  const content = () => {
    const { step } = $state.get()
    switch (step.kind) {
      case 'start':
        return [button('Accept the invitation', () => step.accept(token))]
      case 'accepted':
      case 'already-member':
        return [button(`Go to ${step.organization.name}`, step.enter)]
      case 'sign-in-required':
      case 'sign-up-required':
      case 'wrong-account':
        return [`Sign in as ${step.invitedEmail} in another tab.`, button('Try again', step.retry)]
      case 'entered':
        return [`Welcome to ${step.organization.name}!`]
      default:
        return ['This invitation counts no more.']
    }
  }
  return $state.subscribe(({ error }) => root.replaceChildren(...content(), error?.message ?? ''))
}
