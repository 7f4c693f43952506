import type { LoadingStep } from '../../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../../flows/engine/declaration.js'
import type { Json } from '../../json.js'
import type { Organization } from '../../model/membership.js'
import type { ListView } from '../lists/live-list.js'
import type { NoOrganizationStep, RefusedStep, SignedOutStep } from '../tenancy-steps.js'

export type EnterpriseConnectionsState = FlowState<EnterpriseConnectionsStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<EnterpriseConnectionsState>

/** See PROTOCOL.md §3.6. */
export type EnterpriseConnectionsStep =
  | LoadingStep
  | SignedOutStep
  | NoOrganizationStep
  | RefusedStep<Outcome>
  | EnterpriseConnectionsManageStep
  | ScimTokenShownStep

/**
 * The identity providers of the active organization. Needs `organization:admin` or `organization:manage`. Codes of all
 * actions: `forbidden`, `mfa-required`, `address-not-allowed`, `context-changed`; of all changes: `unconfirmed`.
 */
export interface EnterpriseConnectionsManageStep extends StepBase, ListView {
  readonly kind: 'manage'
  readonly organization: Organization
  /** Undefined until they were loaded. They are loaded while the state has listeners, or by `reload`. */
  readonly connections: readonly EnterpriseConnection[] | undefined
  /** The outcome of the last `test`. */
  readonly lastTest: ConnectionTest | undefined
  /** What `loadScimToken` found, and each change of the token since. */
  readonly scimToken: ScimToken | undefined
  readonly reload: () => Outcome
  /** Codes: `domain-not-verified`, `domain-not-found`, `domain-taken` by another connection, `connection-rejected`. */
  readonly create: (input: ConnectionInput) => Outcome
  /**
   * Changes what is given and differs. Codes: `cannot-be-cleared` for an empty text, `connection-not-found`, and
   * those of `create`.
   */
  readonly update: (connectionId: string, changes: ConnectionChanges) => Outcome
  /** Codes: `connection-not-found`. */
  readonly remove: (connectionId: string) => Outcome
  /**
   * Lets the server check a connection, or the fields of one that does not exist yet. A check that fails is not an error:
   * see `lastTest`. Codes: `connection-not-found`, `connection-rejected`.
   */
  readonly test: (connection: string | ConnectionInput) => Outcome
  /** Asks whether a connection has a SCIM token. Codes: `connection-not-found`. */
  readonly loadScimToken: (connectionId: string) => Outcome
  /**
   * Creates the token with which the identity provider calls SCIM, in place of the one before. Its text is shown once, in
   * the step `shown`. Codes: `connection-not-found`; `unconfirmed` when its text was lost: create another one.
   */
  readonly createScimToken: (connectionId: string) => Outcome
  /** Codes: `connection-not-found`. */
  readonly revokeScimToken: (connectionId: string) => Outcome
}

/** A new SCIM token, to be copied now: it cannot be read again. It is dropped when another context becomes active. */
export interface ScimTokenShownStep extends StepBase {
  readonly kind: 'shown'
  readonly organization: Organization
  readonly connectionId: string
  readonly token: string
  /** The address of SCIM to give to the identity provider, with the token. */
  readonly baseUrl: string
  /** Drops the text, and goes back. */
  readonly done: () => Outcome
}

/** An identity provider of an organization. Texts of the other protocol are `""`. Its client secret is never shown. */
export interface EnterpriseConnection {
  readonly id: string
  readonly createdAtMs: number | undefined
  readonly updatedAtMs: number | undefined
  /** `saml`, `oidc`, or one that this version does not know. */
  readonly protocol: string
  readonly domainId: string | undefined
  readonly domain: { readonly fqdn: string } | undefined
  readonly idpEntityId: string
  readonly idpSsoUrl: string
  /** In PEM format. */
  readonly idpCertificate: string
  readonly oidcClientId: string
  readonly oidcIssuerUrl: string
  /** Separated by spaces. */
  readonly oidcScopes: string
  /** Whether people who sign in through it for the first time get an account. */
  readonly jitEnabled: boolean
  readonly attributeMapping: AttributeMapping | undefined
}

/** The provider's attribute of each of ours. */
export type AttributeMapping = Readonly<Record<string, Json>>

interface CommonInput {
  /** A verified domain of the organization: people with an address in it sign in through this connection. */
  readonly domainId?: string | undefined
  readonly attributeMapping?: AttributeMapping | undefined
}

interface SamlFields {
  readonly idpEntityId: string
  readonly idpSsoUrl: string
  /** In PEM format. */
  readonly idpCertificate: string
}

interface OidcFields {
  readonly oidcClientId: string
  /** Is sent, and not kept. */
  readonly oidcClientSecret: string
  readonly oidcIssuerUrl: string
  /** Separated by spaces. Default of the server: `openid profile email`. */
  readonly oidcScopes?: string | undefined
}

/** A connection to create or to test. */
export type ConnectionInput = CommonInput & { readonly jitEnabled?: boolean | undefined } & (
    | ({ readonly protocol: 'saml' } & SamlFields)
    | ({ readonly protocol: 'oidc' } & OidcFields)
  )

/** What can be changed of a connection: not its protocol, nor `jitEnabled` (PROTOCOL-ROUTES.md §2). */
export type ConnectionChanges = CommonInput & Partial<SamlFields> & Partial<OidcFields>

/** What the server found out about a connection. */
export interface ConnectionTest {
  /** Undefined for one that does not exist yet. */
  readonly connectionId: string | undefined
  readonly success: boolean
  /** Whether each check passed, by its name: `certificate_valid`, `discovery_reachable` … */
  readonly checks: Readonly<Record<string, boolean>>
  /** A sentence for each check that failed. */
  readonly errors: Readonly<Record<string, string>>
}

/** What is known of a connection's SCIM token. */
export interface ScimToken {
  readonly connectionId: string
  readonly exists: boolean
  /** The beginning of its text; `""` without a token. */
  readonly prefix: string
  readonly enabled: boolean
  /** The address of SCIM for the identity provider. */
  readonly baseUrl: string
  readonly createdAtMs: number | undefined
  readonly lastUsedAtMs: number | undefined
}
