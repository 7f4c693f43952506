import { SignJWT } from 'jose'
import { refuse } from '../wire/refusal'
import { type SigninWireData, signinToWire } from '../wire/signin'
import type { Signin } from '../world/access/signins'
import type { Lifetimes } from '../world/deployment/lifetimes'
import type { Template, TemplateData } from '../world/deployment/templates'
import { permissionsOf } from '../world/places/roles'
import type { SigningKeys } from './keys'
import { renderMetadata } from './template-metadata'

export interface SessionToken {
  token: string
  /** Milliseconds since the epoch. Earlier than the token's `exp` by the template's skew. */
  expires: number
}

/** The parts of the world that auth tokens use. */
export interface AuthTokenData extends SigninWireData, TemplateData {
  readonly lifetimes: Lifetimes
}

/** Mints an auth token for the current context. Undefined when there is no such template. */
export async function mintAuthToken(
  data: AuthTokenData,
  keys: SigningKeys,
  issuer: string,
  signin: Signin,
  templateName: string,
): Promise<SessionToken | undefined> {
  const template = data.templates.get(templateName) ?? defaultTemplate(data, templateName)
  if (!template) return undefined
  const now = data.clock.now()
  const issuedAt = Math.floor(now / 1_000)
  const metadata = metadataOf(data, template, signin)
  const token = await new SignJWT({ ...contextClaims(data, signin), ...(isEmpty(metadata) ? {} : { metadata }) })
    // No kid: the server sends none, so verifiers must work without it.
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(issuer)
    .setSubject(signin.userId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + Math.floor((template.lifetimeMs + template.skewMs) / 1_000))
    .sign(keys.privateKey)
  return { token, expires: now + template.lifetimeMs }
}

function defaultTemplate(data: AuthTokenData, name: string) {
  if (name !== 'default') return undefined
  return { lifetimeMs: data.lifetimes.authTokenMs, skewMs: data.lifetimes.authTokenSkewMs, metadata: undefined }
}

function contextClaims(data: AuthTokenData, signin: Signin): Record<string, unknown> {
  const organization = data.organizationMemberships.get(signin.activeOrganizationMembershipId ?? '')
  const workspace = data.workspaceMemberships.get(signin.activeWorkspaceMembershipId ?? '')
  return {
    sid: signin.sessionId,
    ...(organization && { organization: organization.organizationId }),
    ...(workspace && { workspace: workspace.workspaceId }),
    permissions: {
      ...(organization && { organization: permissionsOf(data, organization) }),
      ...(workspace && { workspace: permissionsOf(data, workspace) }),
    },
  }
}

function metadataOf(
  data: AuthTokenData,
  template: Pick<Template, 'metadata'>,
  signin: Signin,
): Record<string, unknown> {
  try {
    return renderMetadata(template.metadata, signinToWire(data, signin))
  } catch {
    // A template that cannot be rendered is a server error.
    throw refuse(500, 'INTERNAL', 'Failed to render template')
  }
}

function isEmpty(value: Record<string, unknown>): boolean {
  return Object.keys(value).length === 0
}
