import { SessionError } from '../../errors.js'
import { requireText } from '../../flows/inputs/require-text.js'
import { snakeCase } from '../../wire/primitives.js'
import type { ConnectionChanges, ConnectionInput, EnterpriseConnection } from './enterprise-connections-steps.js'

type Form = Readonly<Record<string, string>>

const textNames = [
  'domainId',
  'idpEntityId',
  'idpSsoUrl',
  'idpCertificate',
  'oidcClientId',
  'oidcClientSecret',
  'oidcIssuerUrl',
  'oidcScopes',
] as const
type TextName = (typeof textNames)[number]

const required: Readonly<Record<ConnectionInput['protocol'], readonly TextName[]>> = {
  saml: ['idpEntityId', 'idpSsoUrl', 'idpCertificate'],
  oidc: ['oidcClientId', 'oidcClientSecret', 'oidcIssuerUrl'],
}

/** The form of a connection to create or to test. */
export function connectionForm(input: ConnectionInput): Form {
  const { protocol, jitEnabled } = input
  return { protocol, ...changedForm({}, input), ...(jitEnabled !== undefined && { jit_enabled: String(jitEnabled) }) }
}

/** Throws `invalid-argument` for a new connection that lacks what its protocol needs. */
export function requireFields(input: ConnectionInput): void {
  if (!Object.hasOwn(required, input.protocol)) {
    throw new SessionError('invalid-argument', 'protocol must be saml or oidc')
  }
  for (const name of required[input.protocol]) requireText(name, (input as ConnectionChanges)[name])
}

/**
 * The form of what differs from the connection as it is known. Throws `cannot-be-cleared` for a text that would become empty:
 * the server ignores it. An empty client secret is no change, because a form cannot show the present one.
 */
export function changedForm(known: Partial<EnterpriseConnection>, changes: ConnectionChanges): Form {
  const form: Record<string, string> = {}
  for (const name of textNames) {
    const value = changes[name]
    const before = name === 'oidcClientSecret' ? undefined : known[name]
    if (value === undefined || value === (before ?? '')) continue
    if (value === '')
      throw new SessionError('cannot-be-cleared', `The server does not clear ${name}: give another value`)
    form[snakeCase(name)] = value
  }
  const { attributeMapping } = changes
  const mapping = JSON.stringify(attributeMapping)
  // Of all fields, only this one is JSON (PROTOCOL-ROUTES.md §2).
  if (attributeMapping && mapping !== JSON.stringify(known.attributeMapping)) form.attribute_mapping = mapping
  return form
}
