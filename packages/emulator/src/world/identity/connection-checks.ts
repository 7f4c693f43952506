import { isWebUrl } from '../deployment/redirects'
import type { ConnectionSettings, EnterpriseConnection } from './enterprise-connections'

/** What a test of a connection checks. */
export const connectionChecks = {
  saml: ['certificate_valid', 'sso_url_reachable'],
  oidc: ['issuer_valid', 'discovery_reachable', 'discovery_valid', 'authorization_endpoint', 'token_endpoint'],
} as const

export type ConnectionCheck = (typeof connectionChecks)[keyof typeof connectionChecks][number]

/** The parts of the world that tests of connections use. */
export interface ConnectionCheckData {
  /** The errors of the checks that fail, by check. */
  failingConnectionChecks: Map<string, string>
}

/** The errors a test of a connection finds: of fields that cannot be right, and of the checks that are set to fail. */
export function findingsOf(
  { failingConnectionChecks }: ConnectionCheckData,
  provider: EnterpriseConnection['provider'],
  settings: ConnectionSettings,
): Map<ConnectionCheck, string> {
  const findings = new Map<ConnectionCheck, string>()
  for (const check of connectionChecks[provider]) {
    const error = failingConnectionChecks.get(check) ?? fieldError(check, settings)
    if (error !== undefined) findings.set(check, error)
  }
  return findings
}

function fieldError(check: ConnectionCheck, settings: ConnectionSettings): string | undefined {
  if (check === 'certificate_valid') return settings.idpCertificate === '' ? 'The certificate is missing' : undefined
  if (check === 'sso_url_reachable') return isWebUrl(settings.idpSsoUrl) ? undefined : 'The sign-in URL is not a URL'
  return isWebUrl(settings.oidcIssuerUrl) ? undefined : 'The issuer is not a URL'
}
