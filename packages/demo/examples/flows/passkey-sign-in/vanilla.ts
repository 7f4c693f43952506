import type { Client } from '@wachter/core'
import { createPasskeySignIn } from '@wachter/core/flows'

export function showPasskeySignIn(client: Client, root: HTMLElement): () => void {
  const { $state, isSupported, restart } = createPasskeySignIn(client)
  const button = (value: string, onclick: () => unknown) =>
    Object.assign(document.createElement('input'), { type: 'button', value, onclick })
  const content = () => {
    const { step } = $state.get()
    switch (step.kind) {
      case 'loading':
        return ['One moment …']
      case 'start':
        return isSupported() ? [button('Sign in with a passkey', () => step.signIn())] : []
      case 'complete':
        return ['Welcome!', button('Add an account', restart)]
    }
  }
  return $state.subscribe(({ error }) => {
    root.replaceChildren(...content(), error?.message ?? '')
  })
}
