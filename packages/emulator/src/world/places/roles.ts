import type { RowSource } from '../ids'

export interface Role {
  id: string
  createdAtMs: number
  updatedAtMs: number
  scope: 'organization' | 'workspace'
  name: string
  permissions: string[]
  /** Null for the deployment's own roles. */
  organizationId: string | null
  workspaceId: string | null
}

/** An organization, or a workspace of it. */
export interface RoleOwner {
  organizationId: string
  workspaceId?: string
}

export type NewRole = Pick<Role, 'scope' | 'name' | 'permissions'> & Partial<Role>

/** The parts of the world that roles use. */
export interface RoleData extends RowSource {
  roles: Map<string, Role>
}

export function addRole(data: RoleData, role: NewRole): Role {
  const now = data.clock.now()
  const row: Role = {
    id: data.ids.next(),
    createdAtMs: now,
    updatedAtMs: now,
    organizationId: null,
    workspaceId: null,
    ...role,
    permissions: [...role.permissions],
  }
  data.roles.set(row.id, row)
  return row
}

export function rolesOf(data: RoleData, membership: { roleIds: string[] }): Role[] {
  return membership.roleIds.flatMap((id) => data.roles.get(id) ?? [])
}

/** The permissions of all roles, without duplicates. */
export function permissionsOf(data: RoleData, membership: { roleIds: string[] }): string[] {
  return [...new Set(rolesOf(data, membership).flatMap((role) => role.permissions))]
}

/** Returns the ids for role names or ids. Throws for a role that the place does not have. */
export function roleIdsOf(data: RoleData, scope: Role['scope'], owner: RoleOwner, names: string[]): string[] {
  return names.map((name) => {
    const role = findRole(data, scope, owner, name)
    if (!role) throw new Error(`There is no ${scope} role "${name}" here`)
    return role.id
  })
}

/** The roles that members of an organization or workspace may have: the deployment's, then its own. */
export function rolesIn(data: RoleData, scope: Role['scope'], owner: RoleOwner): Role[] {
  const candidates = [...data.roles.values()].filter((role) => role.scope === scope)
  const own = candidates.filter((role) =>
    scope === 'workspace' ? role.workspaceId === owner.workspaceId : role.organizationId === owner.organizationId,
  )
  return [...candidates.filter(isShared), ...own]
}

/** Whether a role is the deployment's own. */
export function isShared(role: Role): boolean {
  return role.organizationId === null && role.workspaceId === null
}

/** Finds a role by id or name among those a membership in this organization or workspace may have. Its own ones win. */
function findRole(data: RoleData, scope: Role['scope'], owner: RoleOwner, idOrName: string): Role | undefined {
  return rolesIn(data, scope, owner).findLast((role) => role.id === idOrName || role.name === idOrName)
}

/** Gives a member a role, or takes it away. Does nothing when the member has it or lacks it already. */
export function setRole(membership: { roleIds: string[] }, roleId: string, present: boolean): void {
  const others = membership.roleIds.filter((id) => id !== roleId)
  membership.roleIds = present ? [...others, roleId] : others
}
