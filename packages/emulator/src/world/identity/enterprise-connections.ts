import type { RowSource } from '../ids'

/** A company's identity provider, looked up by e-mail domain. */
export interface EnterpriseConnection extends ConnectionSettings {
  id: string
  createdAtMs: number
  updatedAtMs: number
  /** Users with an e-mail address of this domain sign in through it. Empty if it has no domain yet. */
  domain: string
  provider: 'oidc' | 'saml'
  name: string
  /** Null for one that belongs to no organization. */
  organizationId: string | null
  domainId: string | null
  /** Null without one. The token itself is not kept. */
  scimToken: ScimToken | null
}

/** What an organization's managers enter about their provider. */
export interface ConnectionSettings {
  idpEntityId: string
  idpSsoUrl: string
  idpCertificate: string
  oidcClientId: string
  oidcClientSecret: string
  oidcIssuerUrl: string
  oidcScopes: string
  jitEnabled: boolean
  /** The provider's name for each of our attributes. */
  attributeMapping: Record<string, unknown> | null
}

export interface ScimToken {
  /** The first characters of the token. */
  prefix: string
  createdAtMs: number
}

/** A company's identity provider in a seed. */
export interface NewEnterpriseConnection {
  /** Users with an e-mail address of this domain sign in through it. */
  domain: string
  /** Default: the domain. */
  name?: string
  /** Default `oidc`. */
  provider?: EnterpriseConnection['provider']
}

/** The parts of the world that enterprise connections use. */
export interface EnterpriseConnectionData extends RowSource {
  enterpriseConnections: Map<string, EnterpriseConnection>
}

export const noSettings: ConnectionSettings = {
  idpEntityId: '',
  idpSsoUrl: '',
  idpCertificate: '',
  oidcClientId: '',
  oidcClientSecret: '',
  oidcIssuerUrl: '',
  oidcScopes: '',
  jitEnabled: false,
  attributeMapping: null,
}

export function addEnterpriseConnection(
  data: EnterpriseConnectionData,
  connection: NewEnterpriseConnection & Partial<EnterpriseConnection>,
): EnterpriseConnection {
  const now = data.clock.now()
  const row: EnterpriseConnection = {
    id: data.ids.next(),
    createdAtMs: now,
    updatedAtMs: now,
    name: connection.domain,
    provider: 'oidc',
    organizationId: null,
    domainId: null,
    scimToken: null,
    ...noSettings,
    ...connection,
  }
  data.enterpriseConnections.set(row.id, row)
  return row
}

/** The connection for an e-mail domain. */
export function connectionForEmail(data: EnterpriseConnectionData, email: string): EnterpriseConnection | undefined {
  return [...data.enterpriseConnections.values()].find((row) => isOfConnection(row, email.trim()))
}

/** Whether an e-mail address is of the connection's domain. */
export function isOfConnection({ domain }: EnterpriseConnection, email: string): boolean {
  return domain !== '' && email.toLowerCase().endsWith(`@${domain.toLowerCase()}`)
}

/** Newest first. */
export function connectionsOf(data: EnterpriseConnectionData, organizationId: string): EnterpriseConnection[] {
  return [...data.enterpriseConnections.values()].filter((row) => row.organizationId === organizationId).reverse()
}

/** Gives a connection a new SCIM token, which replaces the present one, and returns it: the only time it is known. */
export function issueScimToken(data: EnterpriseConnectionData, connection: EnterpriseConnection): string {
  // Neighbouring ids differ in their last digits.
  const token = `scim_${[...data.ids.next()].reverse().join('')}`
  connection.scimToken = { prefix: token.slice(0, 12), createdAtMs: data.clock.now() }
  return token
}
