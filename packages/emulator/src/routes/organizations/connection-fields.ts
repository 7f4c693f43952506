import { badRequestBody } from '../../wire/refusal'
import type { ConnectionSettings, EnterpriseConnection } from '../../world/identity/enterprise-connections'
import { type Form, givenFlag, givenText } from '../serving/form'
import { parseJson } from '../serving/json'

const textFields = {
  idp_entity_id: 'idpEntityId',
  idp_sso_url: 'idpSsoUrl',
  idp_certificate: 'idpCertificate',
  oidc_client_id: 'oidcClientId',
  oidc_client_secret: 'oidcClientSecret',
  oidc_issuer_url: 'oidcIssuerUrl',
  oidc_scopes: 'oidcScopes',
} as const

const required = {
  saml: ['idp_entity_id', 'idp_sso_url', 'idp_certificate'],
  oidc: ['oidc_client_id', 'oidc_client_secret', 'oidc_issuer_url'],
} as const

export function requireProtocol(form: Form): EnterpriseConnection['provider'] {
  const protocol = givenText(form, 'protocol')
  if (protocol !== 'saml' && protocol !== 'oidc') throw badRequestBody()
  return protocol
}

/** The settings that a form has. Ignores empty texts: managers do not enter the client secret again. */
export function settingsChanges(form: Form): Partial<ConnectionSettings> {
  const texts = Object.entries(textFields).flatMap(([field, name]) => {
    const value = givenText(form, field)
    return value ? [[name, value] as const] : []
  })
  const jitEnabled = givenFlag(form, 'jit_enabled')
  const mapping = givenText(form, 'attribute_mapping')
  return {
    ...Object.fromEntries(texts),
    ...(jitEnabled !== undefined && { jitEnabled }),
    ...(mapping && { attributeMapping: readMapping(mapping) }),
  }
}

/** Throws when a setting that the protocol needs is missing. */
export function refuseIncomplete(protocol: EnterpriseConnection['provider'], settings: ConnectionSettings): void {
  if (required[protocol].some((field) => settings[textFields[field]] === '')) throw badRequestBody()
}

/** The mapping of attributes, which is one JSON text. */
function readMapping(text: string): Record<string, unknown> {
  try {
    const mapping = parseJson(text)
    if (typeof mapping === 'object' && mapping !== null && !Array.isArray(mapping)) {
      return mapping as Record<string, unknown>
    }
  } catch {
    // Falls through: an unreadable text gets the same answer as one of the wrong shape.
  }
  throw badRequestBody()
}
