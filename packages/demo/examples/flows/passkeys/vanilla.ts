import type { Client } from '@wachter/core'
import { createPasskeys } from '@wachter/core/account'

export function showPasskeys(client: Client, root: HTMLElement): () => void {
  const { $state } = createPasskeys(client)
  const button = (value: string, onclick: () => unknown) =>
    Object.assign(document.createElement('input'), { type: 'button', value, onclick })
  const content = () => {
    const { step } = $state.get()
    switch (step.kind) {
      case 'loading':
        return ['One moment …']
      case 'signed-out':
        return ['Sign in to see your passkeys.']
      case 'manage':
        return [
          ...(step.passkeys ?? []).map(({ id, name }) => button(`Remove ${name}`, () => step.remove(id))),
          button('Add a passkey', () => step.register({ name: 'Laptop' })),
        ]
    }
  }
  return $state.subscribe(({ error }) => {
    root.replaceChildren(...content(), error?.message ?? '')
  })
}
