import type { EligibilityRestriction, OrganizationMembership, SignIn, WorkspaceMembership } from '@wachter/core'

export interface Choice {
  /** Id of an organization or workspace; `''` for none. */
  readonly value: string
  readonly label: string
  /** Why it may not be chosen now. */
  readonly reason: string | undefined
}

/** What an organization picker offers. Holds the present one also while the list is on its way. */
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

/** What a workspace picker offers: those of the present organization. */
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

/** A closed choice says so in the list itself. */
export const optionLabel = ({ label, reason }: Choice): string => (reason ? `${label} (closed)` : label)

/** Says in one line which choices are closed, and why. */
export const closedChoices = (choices: readonly Choice[]): string =>
  choices.flatMap(({ label, reason }) => (reason ? [`${label}: ${reason}`] : [])).join(' · ')

function reasonOf(restriction: EligibilityRestriction | undefined): string | undefined {
  if (!restriction?.type || restriction.type === 'none') return undefined
  return restriction.message || 'You may not enter now'
}
