import type { Client } from '@wachter/core'
import { createWorkspaces } from '@wachter/core/tenancy'

export function showWorkspaces(client: Client, root: HTMLElement): () => void {
  const { $state } = createWorkspaces(client)
  const button = (value: string, onclick: () => unknown) =>
    Object.assign(document.createElement('input'), { type: 'button', value, onclick })
  const content = () => {
    const { step } = $state.get()
    switch (step.kind) {
      case 'loading':
        return ['One moment …']
      case 'signed-out':
        return ['Sign in to see your workspaces.']
      case 'no-organization':
        return ['Choose an organization first.']
      case 'manage':
        return [
          `You are in ${step.active?.workspace.name ?? step.organization.name}.`,
          ...(step.memberships ?? []).map(({ workspace }) => button(workspace.name, () => step.switchTo(workspace.id))),
          button('Add a workspace', () => step.create({ name: 'Design' })),
        ]
    }
  }
  return $state.subscribe(({ error }) => {
    root.replaceChildren(...content(), error?.message ?? '')
  })
}
