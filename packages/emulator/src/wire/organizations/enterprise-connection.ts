import type { DeploymentAddress } from '../../world/deployment/deployment'
import { type ConnectionCheck, connectionChecks } from '../../world/identity/connection-checks'
import type { EnterpriseConnection, ScimToken } from '../../world/identity/enterprise-connections'
import type { OrganizationDomainData } from '../../world/places/domains'
import { timeToWire } from '../time'
import { domainToWire } from './domain'

/** A connection as the organization's managers see it: without the client secret. */
export function enterpriseConnectionToWire(data: OrganizationDomainData, connection: EnterpriseConnection) {
  const domain = data.organizationDomains.get(connection.domainId ?? '')
  return {
    id: connection.id,
    created_at: timeToWire(connection.createdAtMs),
    updated_at: timeToWire(connection.updatedAtMs),
    organization_id: connection.organizationId,
    domain_id: connection.domainId,
    domain: domain ? domainToWire(domain) : null,
    protocol: connection.provider,
    idp_entity_id: connection.idpEntityId || null,
    idp_sso_url: connection.idpSsoUrl || null,
    idp_certificate: connection.idpCertificate || null,
    oidc_client_id: connection.oidcClientId || null,
    oidc_issuer_url: connection.oidcIssuerUrl || null,
    oidc_scopes: connection.oidcScopes || null,
    jit_enabled: connection.jitEnabled,
    attribute_mapping: structuredClone(connection.attributeMapping),
  }
}

/** The result of a test: each check, and the errors if there are any. */
export function connectionTestToWire(
  protocol: EnterpriseConnection['provider'],
  findings: ReadonlyMap<ConnectionCheck, string>,
) {
  return {
    success: findings.size === 0,
    protocol,
    checks: Object.fromEntries(connectionChecks[protocol].map((check) => [check, !findings.has(check)])),
    ...(findings.size > 0 && { errors: Object.fromEntries(findings) }),
  }
}

/** The state of a connection's SCIM token, without the token. */
export function scimTokenStateToWire(address: DeploymentAddress, connection: EnterpriseConnection) {
  const scim_base_url = scimBaseUrl(address, connection)
  if (!connection.scimToken) return { exists: false, scim_base_url }
  return { exists: true, token: { ...scimTokenToWire(connection.scimToken), last_used_at: null, scim_base_url } }
}

/** A new SCIM token. Flat, unlike its state. */
export function newScimTokenToWire(address: DeploymentAddress, connection: EnterpriseConnection, token: string) {
  const { scimToken } = connection
  return { token, ...(scimToken && scimTokenToWire(scimToken)), scim_base_url: scimBaseUrl(address, connection) }
}

function scimTokenToWire({ prefix, createdAtMs }: ScimToken) {
  return { token_prefix: prefix, enabled: true, created_at: timeToWire(createdAtMs) }
}

function scimBaseUrl({ baseUrl }: DeploymentAddress, { id }: EnterpriseConnection): string {
  return `${baseUrl}/scim/v2/${id}`
}
