import { useOrganizationMemberships, useSession, useWorkspaceMemberships } from '@wachter/react'
import { organizationChoices, workspaceChoices } from '../../places.ts'
import { Picker } from './Picker.tsx'

export function Pickers({ run }: { run: (command: Promise<void>) => Promise<void> }) {
  const { session, switchOrganization, switchWorkspace } = useSession()
  const organizations = useOrganizationMemberships()
  const workspaces = useWorkspaceMemberships()
  const signIn = session?.activeSignIn
  const organizationId = signIn?.activeOrganizationMembership?.organization.id
  return (
    <div className="pickers">
      <Picker
        place="organization"
        label="Organization"
        choices={organizationChoices(signIn, organizations.data)}
        current={organizationId ?? ''}
        choose={(id) => run(switchOrganization(id || undefined))}
      />
      <Picker
        place="workspace"
        label="Workspace"
        choices={workspaceChoices(signIn, workspaces.data)}
        current={signIn?.activeWorkspaceMembership?.workspace.id ?? ''}
        // Switching to the organization leaves its workspace.
        choose={(id) => run(id ? switchWorkspace(id) : switchOrganization(organizationId))}
      />
    </div>
  )
}
