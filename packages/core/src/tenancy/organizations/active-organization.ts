import type { Organization, OrganizationMembership } from '../../model/membership.js'
import { organizationMemberships } from '../../wire/membership.js'
import { toModel } from '../../wire/primitives.js'
import type { ActivePlace } from '../active-place.js'
import type { RefusalRule } from '../refusals.js'

/** The permissions that manage an organization (PROTOCOL.md §3.6). */
export const managing = ['organization:admin', 'organization:manage']

export const organizationPlace: ActivePlace<'organization', OrganizationMembership, Organization> = {
  name: 'organization',
  membershipOf: (signIn) => signIn?.activeOrganizationMembership,
  placeOf: ({ organization }) => organization,
  load: (request) => request({ path: 'me/organization-memberships', schema: toModel(organizationMemberships) }),
}

export const leaving: readonly RefusalRule[] = [
  { status: 403, code: 'last-admin', message: 'The organization needs an admin: make another member one first' },
]
