import type { Workspace, WorkspaceMembership } from '../../model/membership.js'
import { workspaceMemberships } from '../../wire/membership.js'
import { toModel } from '../../wire/primitives.js'
import type { ActivePlace } from '../active-place.js'

/** The permissions that manage the members of a workspace (PROTOCOL.md §3.7). */
export const managing = ['workspace:admin', 'workspace:manage']
/** The permission that changes the workspace itself and its roles. */
export const owning = ['workspace:admin']

export const workspacePlace: ActivePlace<'workspace', WorkspaceMembership, Workspace> = {
  name: 'workspace',
  membershipOf: (signIn) => signIn?.activeWorkspaceMembership,
  placeOf: ({ workspace }) => workspace,
  load: (request) => request({ path: 'me/workspace-memberships', schema: toModel(workspaceMemberships) }),
}

/** The id of a workspace's organization. The server may leave the flat id out (PROTOCOL.md §10.3). */
export const organizationIdOf = ({ organizationId, organization }: WorkspaceMembership): string | undefined =>
  organizationId ?? organization?.id
