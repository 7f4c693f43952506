import {
  count,
  flag,
  id,
  list,
  maybe,
  metadata,
  names,
  type Output,
  object,
  record,
  ref,
  strictList,
  text,
} from './primitives.js'

export const role = object({
  id,
  name: text,
  permissions: names,
  organization_id: ref,
  workspace_id: ref,
})

/** Organizations and workspaces share these fields (PROTOCOL.md §4.7). */
const place = {
  ...record,
  name: text,
  image_url: text,
  description: text,
  member_count: count,
  enforce_mfa: flag,
  enable_ip_restriction: flag,
  whitelisted_ips: names,
  public_metadata: metadata,
}

export const organization = object({ ...place, auto_assigned_workspace_id: ref })
/** The MFA flag has two names in the server's sources (§10.4); both are read. */
export const workspace = object({ ...place, enforce_2fa: flag })

export const membership = {
  ...record,
  user_id: ref,
  roles: list(role),
  public_metadata: metadata,
  eligibility_restriction: maybe(object({ type: text, message: text })),
}

export const organizationMembership = object({ ...membership, organization })
export const workspaceMembership = object({
  ...membership,
  organization_id: ref,
  organization_membership_id: ref,
  workspace,
  organization: maybe(organization),
})

export const organizationMemberships = strictList(organizationMembership)
export const workspaceMemberships = strictList(workspaceMembership)

export type WireOrganizationMembership = Output<typeof organizationMembership>
export type WireWorkspaceMembership = Output<typeof workspaceMembership>
