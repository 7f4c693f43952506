import type { RowSource } from '../ids'

export interface Organization {
  id: string
  createdAtMs: number
  updatedAtMs: number
  name: string
  description: string
  imageUrl: string
  enforceMfa: boolean
  enableIpRestriction: boolean
  whitelistedIps: string[]
  autoAssignedWorkspaceId: string | null
  publicMetadata: Record<string, unknown> | null
  /** The owner, who created it. */
  createdByUserId: string | null
}

export type NewOrganization = Pick<Organization, 'name'> & Partial<Organization>

/** The parts of the world that organizations use. */
export interface OrganizationData extends RowSource {
  organizations: Map<string, Organization>
}

export function addOrganization(data: OrganizationData, organization: NewOrganization): Organization {
  const now = data.clock.now()
  const row: Organization = {
    id: data.ids.next(),
    createdAtMs: now,
    updatedAtMs: now,
    description: '',
    imageUrl: '',
    enforceMfa: false,
    enableIpRestriction: false,
    whitelistedIps: [],
    autoAssignedWorkspaceId: null,
    publicMetadata: {},
    createdByUserId: null,
    ...organization,
  }
  data.organizations.set(row.id, row)
  return row
}
