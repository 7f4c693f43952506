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
}

/** What is asked of a {@link Grant}. Everything given must hold; an empty question is answered with no. */
export interface Demand {
  readonly permission?: string
  /** At least one of them. */
  readonly anyOf?: readonly string[]
  /** All of them. An empty list is answered with no. */
  readonly allOf?: readonly string[]
  /** This organization is the active one, by id. */
  readonly organization?: string
  /** This workspace is the active one, by id. */
  readonly workspace?: string
}

/** Whether a grant covers a demand. Fails closed: what is not known, or not understood, is not granted. */
export function covers(grant: Grant | undefined, demand: Demand): boolean {
  if (!grant) return false
  const { permissions, organizationId, workspaceId } = grant
  const has = (permission: string) =>
    permissions.organization.includes(permission) || permissions.workspace.includes(permission)
  const checks: { readonly [K in keyof Demand]-?: (asked: NonNullable<Demand[K]>) => boolean } = {
    permission: has,
    anyOf: (some) => some.some(has),
    allOf: (all) => all.length > 0 && all.every(has),
    organization: (id) => id === organizationId,
    workspace: (id) => id === workspaceId,
  }
  const asked = Object.entries(demand).filter(([, value]) => value !== undefined)
  const holds = ([name, value]: [string, unknown]) =>
    Object.hasOwn(checks, name) && (checks[name as keyof Demand] as (value: unknown) => boolean)(value)
  return asked.length > 0 && asked.every(holds)
}
