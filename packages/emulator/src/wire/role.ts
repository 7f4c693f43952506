import type { Role } from '../world/places/roles'
import { timeToWire } from './time'

export function roleToWire(role: Role) {
  return {
    ...shortRoleToWire(role),
    created_at: timeToWire(role.createdAtMs),
    updated_at: timeToWire(role.updatedAtMs),
    organization_id: role.organizationId,
    ...(role.scope === 'workspace' && { workspace_id: role.workspaceId }),
    // Only the deployment's own roles have it; other roles belong to their organization or workspace.
    deployment_id: null,
  }
}

/** A workspace role as the session embeds it. */
export function shortRoleToWire(role: Role) {
  return { id: role.id, name: role.name, permissions: [...role.permissions] }
}
