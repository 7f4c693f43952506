import type { NewNotification } from './controls/notifications'
import type { DeploymentOverrides } from './deployment/deployment'
import type { TemplateMetadata } from './deployment/templates'
import type { NewEnterpriseConnection } from './identity/enterprise-connections'
import type { NewProviderPerson } from './identity/provider-people'
import type { NewUser } from './identity/users'

/** The initial state of an emulator. Refers to users by e-mail address or username and to roles by name. */
export interface Seed {
  users: NewUser[]
  organizations?: SeedOrganization[]
  templates?: SeedTemplate[]
  deployment?: DeploymentOverrides
  /** The people with an account at the fake providers. */
  providerPeople?: NewProviderPerson[]
  enterpriseConnections?: NewEnterpriseConnection[]
  notifications?: NewNotification[]
}

export interface SeedOrganization extends SeedPlace {
  /** Default: not verified. */
  domains?: { fqdn: string; verified?: boolean }[]
  /** People invited to the organization, whose links are in the outbox. Default role: `Member`. */
  invitations?: { email: string; roles?: string[] }[]
  workspaces?: SeedPlace[]
}

export interface SeedPlace {
  name: string
  description?: string
  imageUrl?: string
  enforceMfa?: boolean
  /** A non-empty list enables the IP restriction. Exact addresses or IPv4 CIDR. */
  whitelistedIps?: string[]
  publicMetadata?: Record<string, unknown>
  /** Roles in addition to the deployment's `Admin` and `Member`. */
  roles?: { name: string; permissions: string[] }[]
  members?: { user: string; roles: string[] }[]
}

export interface SeedTemplate {
  name: string
  lifetimeMs: number
  /** Default 0. */
  skewMs?: number
  metadata?: TemplateMetadata
}

export { seedTotpSecret } from './identity/users'

/**
 * The password of every user in the default seed.
 *
 * @example
 * ```ts
 * import { seedPassword } from '@wachter/emulator'
 *
 * const form = new URLSearchParams({ strategy: 'plain_email', email: 'ada@example.com', password: seedPassword })
 * ```
 */
export const seedPassword = 'correct-horse-battery'

const ada = 'ada@example.com'
const grace = 'grace@example.com'
const linus = 'linus@example.com'

/**
 * The seed of an emulator without the option `seed`. Ada is a member and admin of every organization and workspace. Grace
 * has a second factor and so may enter Globex, which requires one; Linus has none and may not.
 *
 * @example
 * ```ts
 * import { createEmulator, defaultSeed } from '@wachter/emulator'
 *
 * const mary = { email: 'mary@example.com', password: 'a-long-password' }
 * const emulator = createEmulator({ seed: { ...defaultSeed, users: [...defaultSeed.users, mary] } })
 * ```
 */
export const defaultSeed: Seed = {
  users: [
    {
      email: ada,
      username: 'ada',
      firstName: 'Ada',
      lastName: 'Lovelace',
      password: seedPassword,
      phone: { countryCode: '+44', phoneNumber: '2079460100' },
    },
    {
      email: grace,
      username: 'grace',
      firstName: 'Grace',
      lastName: 'Hopper',
      password: seedPassword,
      phone: { countryCode: '+1', phoneNumber: '2025550143' },
      authenticator: true,
      backupCodes: ['AbCd-1234', 'EfGh-5678'],
    },
    { email: linus, username: 'linus', firstName: 'Linus', lastName: 'Torvalds', password: seedPassword },
  ],
  organizations: [
    {
      name: 'Acme',
      description: 'Makes everything',
      publicMetadata: { plan: 'pro' },
      roles: [{ name: 'Billing', permissions: ['invoices:read', 'invoices:write'] }],
      members: [
        { user: ada, roles: ['Admin', 'Billing'] },
        { user: grace, roles: ['Member', 'Billing'] },
        { user: linus, roles: ['Member'] },
      ],
      workspaces: [
        {
          name: 'Engineering',
          roles: [{ name: 'Analyst', permissions: ['reports:read'] }],
          members: [
            { user: ada, roles: ['Admin'] },
            { user: grace, roles: ['Member', 'Analyst'] },
            { user: linus, roles: ['Member'] },
          ],
        },
        { name: 'Marketing', members: [{ user: ada, roles: ['Admin'] }] },
      ],
    },
    {
      name: 'Globex',
      description: 'Wants a second factor from everyone but its admins',
      enforceMfa: true,
      roles: [{ name: 'Auditor', permissions: ['invoices:read'] }],
      members: [
        { user: ada, roles: ['Admin'] },
        { user: grace, roles: ['Auditor'] },
        { user: linus, roles: ['Member'] },
      ],
      workspaces: [
        {
          name: 'Research',
          enforceMfa: true,
          members: [
            { user: ada, roles: ['Admin'] },
            { user: grace, roles: ['Member'] },
            { user: linus, roles: ['Member'] },
          ],
        },
        { name: 'Operations', enforceMfa: true, members: [{ user: ada, roles: ['Admin'] }] },
      ],
    },
  ],
  templates: [
    {
      name: 'billing',
      lifetimeMs: 60_000,
      skewMs: 5_000,
      metadata: {
        email: '{{user.primary_email_address.email}}',
        plan: '{{active_organization_membership.organization.public_metadata.plan}}',
      },
    },
    { name: 'short', lifetimeMs: 5_000, skewMs: 0 },
  ],
  // Ada has a user already, Margaret gets one by signing in; Katherine's company has its own provider.
  providerPeople: [
    { email: ada, firstName: 'Ada', lastName: 'Lovelace' },
    { email: 'margaret@example.com', firstName: 'Margaret', lastName: 'Hamilton' },
    { email: 'katherine@corp.example', firstName: 'Katherine', lastName: 'Johnson', providers: [] },
  ],
  enterpriseConnections: [{ domain: 'corp.example', name: 'Corp Example' }],
}
