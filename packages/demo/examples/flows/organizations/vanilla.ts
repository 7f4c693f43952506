import type { Client } from '@wachter/core'
import { createOrganizations } from '@wachter/core/tenancy'

export function showOrganizations(client: Client, root: HTMLElement): () => void {
  const { $state } = createOrganizations(client)
  const button = (value: string, onclick: () => unknown) =>
    Object.assign(document.createElement('input'), { type: 'button', value, onclick })
  const content = () => {
    const { step } = $state.get()
    switch (step.kind) {
      case 'loading':
        return ['One moment …']
      case 'signed-out':
        return ['Sign in to see your organizations.']
      case 'manage':
        return [
          `You are in ${step.active?.organization.name ?? 'your own account'}.`,
          ...(step.memberships ?? []).map(({ organization }) =>
            button(organization.name, () => step.switchTo(organization.id)),
          ),
          button('Add an organization', () => step.create({ name: 'Initech' })),
        ]
    }
  }
  return $state.subscribe(({ error }) => {
    root.replaceChildren(...content(), error?.message ?? '')
  })
}
