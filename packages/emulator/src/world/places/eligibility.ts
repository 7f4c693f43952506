import type { DeploymentData } from '../deployment/deployment'
import { hasSecondFactor, type UserData } from '../identity/users'
import type { OrganizationMembership, WorkspaceMembership } from './memberships'
import type { OrganizationData } from './organizations'
import { permissionsOf, type RoleData } from './roles'
import type { WorkspaceData } from './workspaces'

export interface Restriction {
  type: 'none' | 'ip_not_allowed' | 'mfa_required' | 'ip_and_mfa_required'
  message: string
}

interface Rules {
  enforceMfa: boolean
  enableIpRestriction: boolean
  whitelistedIps: string[]
}

const messages: Record<Restriction['type'], string> = {
  none: '',
  ip_not_allowed: 'Your IP address is not allowed here',
  mfa_required: 'Set up a second factor to enter',
  ip_and_mfa_required: 'Your IP address is not allowed here and a second factor is required',
}

/** The parts of the world that entry rules use. */
export type EligibilityData = DeploymentData & UserData & OrganizationData & WorkspaceData & RoleData

/** What the entry rules of a place say about a member. */
export interface Entry {
  badIp: boolean
  missingMfa: boolean
  isAdmin: boolean
}

export function organizationEntry(data: EligibilityData, membership: OrganizationMembership, ip: string): Entry {
  const settings = data.deployment.b2b_settings
  const deploymentFlags = { ip: settings.ip_allowlist_per_org_enabled, mfa: settings.enforce_mfa_per_org_enabled }
  const organization = data.organizations.get(membership.organizationId)
  return entryOf(data, membership, organization, deploymentFlags, 'organization:admin', ip)
}

export function workspaceEntry(data: EligibilityData, membership: WorkspaceMembership, ip: string): Entry {
  const settings = data.deployment.b2b_settings
  const deploymentFlags = {
    ip: settings.ip_allowlist_per_workspace_enabled,
    mfa: settings.enforce_mfa_per_workspace_enabled,
  }
  const workspace = data.workspaces.get(membership.workspaceId)
  return entryOf(data, membership, workspace, deploymentFlags, 'workspace:admin', ip)
}

export function organizationRestriction(
  data: EligibilityData,
  membership: OrganizationMembership,
  ip: string,
): Restriction {
  return restrictionOf(organizationEntry(data, membership, ip))
}

export function workspaceRestriction(data: EligibilityData, membership: WorkspaceMembership, ip: string): Restriction {
  return restrictionOf(workspaceEntry(data, membership, ip))
}

function restrictionOf({ badIp, missingMfa, isAdmin }: Entry): Restriction {
  if (isAdmin) return { type: 'none', message: messages.none }
  const type = badIp ? (missingMfa ? 'ip_and_mfa_required' : 'ip_not_allowed') : missingMfa ? 'mfa_required' : 'none'
  return { type, message: messages[type] }
}

function entryOf(
  data: EligibilityData,
  membership: { userId: string; roleIds: string[] },
  rules: Rules | undefined,
  deploymentFlags: { ip: boolean; mfa: boolean },
  adminPermission: string,
  ip: string,
): Entry {
  const user = data.users.get(membership.userId)
  const isAdmin = permissionsOf(data, membership).includes(adminPermission)
  if (!rules || !user) return { badIp: false, missingMfa: false, isAdmin }

  const ipListed = rules.whitelistedIps.some((entry) => ipMatches(ip, entry))
  const badIp = deploymentFlags.ip && rules.enableIpRestriction && rules.whitelistedIps.length > 0 && !ipListed
  const missingMfa = deploymentFlags.mfa && rules.enforceMfa && !hasSecondFactor(user)
  return { badIp, missingMfa, isAdmin }
}

/** Whether an IP matches an exact address or an IPv4 range in CIDR notation. */
export function ipMatches(ip: string, entry: string): boolean {
  const plain = ip.replace(/^::ffff:/, '')
  const [network = '', bits] = entry.trim().split('/')
  if (bits === undefined) return plain === network
  const address = ipv4Number(plain)
  const base = ipv4Number(network)
  if (address === undefined || base === undefined) return false
  const size = 2 ** (32 - Number(bits))
  return Math.floor(address / size) === Math.floor(base / size)
}

function ipv4Number(ip: string): number | undefined {
  const parts = ip.split('.').map(Number)
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined
  return parts.reduce((sum, part) => sum * 256 + part, 0)
}
