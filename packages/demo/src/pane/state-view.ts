import type { Client, SessionState } from '@wachter/core'
import { byTestId } from '../element.ts'
import { personOf } from '../person.ts'

/** Shows the client's current state. */
export function showState(client: Client): void {
  client.$state.subscribe((state) => {
    for (const [name, value] of Object.entries(rowsOf(state))) {
      const cell = byTestId(`pane-${name}`)
      cell.textContent = value
      cell.title = value
    }
    byTestId('pane-status').dataset.status = state.status
    byTestId('pane-stale').dataset.alarm = String(state.stale)
    byTestId('pane-error').dataset.alarm = String(state.error !== undefined)
  })
}

function rowsOf({ status, pending, stale, error, container }: SessionState): Record<string, string> {
  const active = container?.activeSignIn
  const organization = active?.activeOrganizationMembership?.organization
  const workspace = active?.activeWorkspaceMembership?.workspace
  return {
    status,
    pending: pending ?? 'nothing',
    stale: stale ? 'yes' : 'no',
    error: error ? error.code : 'none',
    accounts: container?.signIns.map(({ user }) => personOf(user).handle).join(', ') || 'none',
    session: container?.id ?? '–',
    'sign-in': active?.id ?? '–',
    organization: organization ? `${organization.name} ${organization.id}` : '–',
    workspace: workspace ? `${workspace.name} ${workspace.id}` : '–',
  }
}
