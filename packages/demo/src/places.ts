import type { EligibilityRestriction, OrganizationMembership, SignIn, WorkspaceMembership } from '@wachter/core'

export interface Choice {
  /** Id of an organization or workspace; `''` for none. */
  readonly value: string
  readonly label: string
  /** Why it cannot be chosen now. */
  readonly reason: string | undefined
}

/** The choices of an organization picker. Contains the current one also while the list is loading. */
export function organizationChoices(
  signIn: SignIn | null | undefined,
  memberships: readonly OrganizationMembership[] | undefined,
): readonly Choice[] {
  const active = signIn?.activeOrganizationMembership
  const known = memberships ?? (active ? [active] : [])
  return [
    { value: '', label: 'Personal account', reason: undefined },
    ...known.map(({ organization: { id, name }, eligibilityRestriction }) => ({
      value: id,
      label: name,
      reason: reasonOf(eligibilityRestriction),
    })),
  ]
}

/** The choices of a workspace picker: those of the current organization. */
export function workspaceChoices(
  signIn: SignIn | null | undefined,
  memberships: readonly WorkspaceMembership[] | undefined,
): readonly Choice[] {
  const organizationId = signIn?.activeOrganizationMembership?.organization.id
  if (!organizationId) return [{ value: '', label: 'No organization', reason: undefined }]
  const active = signIn.activeWorkspaceMembership
  const known = memberships?.filter((membership) => membership.organizationId === organizationId)
  return [
    { value: '', label: 'No workspace', reason: undefined },
    ...(known ?? (active ? [active] : [])).map(({ workspace: { id, name }, eligibilityRestriction }) => ({
      value: id,
      label: name,
      reason: reasonOf(eligibilityRestriction),
    })),
  ]
}

/** Marks closed choices in the list. */
export const optionLabel = ({ label, reason }: Choice): string => (reason ? `${label} (closed)` : label)

/** Lists in one line which choices are closed, and why. */
export const closedChoices = (choices: readonly Choice[]): string =>
  choices.flatMap(({ label, reason }) => (reason ? [`${label}: ${reason}`] : [])).join(' · ')

/** Why an organization or workspace cannot be entered now; undefined if it can. */
export function reasonOf(restriction: EligibilityRestriction | undefined): string | undefined {
  if (!restriction?.type || restriction.type === 'none') return undefined
  return restriction.message || 'You may not enter now'
}
