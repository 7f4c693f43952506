import type { Client } from '@wachter/core'
import { createHostedPages } from '@wachter/core/flows'

export function showAccountMenu(client: Client, root: HTMLElement): () => void {
  const { toSignIn, toSignUp, toAccountChooser, toUserProfile, toAfterSignOut } = createHostedPages(client)
  const button = (value: string, onclick: () => unknown) =>
    Object.assign(document.createElement('input'), { type: 'button', value, onclick })
  const signOut = async () => {
    await client.signOut()
    await toAfterSignOut()
  }
  return client.$state.subscribe(({ status }) => {
    switch (status) {
      case 'signed-out':
        return root.replaceChildren(
          button('Sign in', () => toSignIn()),
          button('Sign up', () => toSignUp()),
        )
      case 'signed-in':
        return root.replaceChildren(
          button('Profile', () => toUserProfile()),
          button('Accounts', () => toAccountChooser()),
          button('Sign out', signOut),
        )
      default:
        return root.replaceChildren(status)
    }
  })
}
