import type { Role } from './membership.js'
import type { PermissionName, RoleName } from './register.js'
import type { SessionContainer, SignIn } from './session.js'

/** The permissions of a context (PROTOCOL.md §5.1): the union of the roles in the active organization and workspace. */
export interface Permissions {
  readonly organization: readonly string[]
  readonly workspace: readonly string[]
}

/** Where somebody is, and what they may do there. */
export interface Grant {
  readonly organizationId: string | undefined
  readonly workspaceId: string | undefined
  readonly permissions: Permissions
  /** Names of the roles in the active organization and workspace. A token does not carry them: then they are not known. */
  readonly roles?: readonly string[]
}

/** What can be asked of a token. Everything given must hold; an empty question is answered with no. */
export interface TokenDemand {
  readonly permission?: PermissionName
  /** At least one of them. */
  readonly anyOf?: readonly PermissionName[]
  /** All of them. An empty list is answered with no. */
  readonly allOf?: readonly PermissionName[]
  /** This organization is the active one, by id. */
  readonly organization?: string
  /** This workspace is the active one, by id. */
  readonly workspace?: string
}

/** What can be asked of a session: it knows the roles, too, which a token does not carry. */
export interface Demand extends TokenDemand {
  /** A role of this name, in the active organization or workspace. */
  readonly role?: RoleName
}

/** Whether a grant covers a demand. Fails closed: what is not known, or not understood, is not granted. */
export function covers(grant: Grant | undefined, demand: Demand): boolean {
  if (!grant) return false
  const { permissions, organizationId, workspaceId, roles } = grant
  const granted: readonly unknown[] = [...permissions.organization, ...permissions.workspace]
  const has = (permission: unknown) => granted.includes(permission)
  // What plain JavaScript asks may have any shape.
  const checks: Readonly<Record<string, (asked: unknown) => boolean | undefined>> = {
    permission: has,
    anyOf: (some) => [some].flat().some(has),
    allOf: (all) => [all].flat().every(has) && [all].flat().length > 0,
    role: (name) => (roles as readonly unknown[] | undefined)?.includes(name),
    organization: (id) => id === organizationId,
    workspace: (id) => id === workspaceId,
  }
  const asked = Object.entries(demand)
  // What is asked with undefined is a mistake of the app, such as a misspelt constant.
  const holds = ([name, value]: [string, unknown]) =>
    value !== undefined && Object.hasOwn(checks, name) && checks[name]?.(value)
  return asked.length > 0 && asked.every(holds)
}

/** What the active account may do, by the session; undefined when no account is active. */
export function grantOf(container: SessionContainer | undefined): Grant | undefined {
  const signIn = container?.activeSignIn
  if (!signIn) return undefined
  let grant = grants.get(signIn)
  if (!grant) {
    const { activeOrganizationMembership: organization, activeWorkspaceMembership: workspace } = signIn
    const [inOrganization, inWorkspace] = [organization?.roles ?? [], workspace?.roles ?? []]
    grant = {
      organizationId: organization?.organization.id,
      workspaceId: workspace?.workspace.id,
      permissions: { organization: permissionsOf(inOrganization), workspace: permissionsOf(inWorkspace) },
      roles: [...inOrganization, ...inWorkspace].map(({ name }) => name),
    }
    grants.set(signIn, grant)
  }
  return grant
}

const permissionsOf = (roles: readonly Role[]) => roles.flatMap(({ permissions }) => permissions)

/** A sign-in never changes: its grant is computed once. */
const grants = new WeakMap<SignIn, Grant>()
