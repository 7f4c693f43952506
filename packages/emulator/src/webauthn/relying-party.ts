import type { DeploymentAddress } from '../world/deployment/deployment'

/** The relying party of credentials, and the origins that may use them. */
export interface RelyingParty {
  id: string
  origins: string[]
}

/**
 * The deployment as a WebAuthn relying party. As on the server, its id is the last two labels of the backend host, even if
 * those are a public suffix, and every origin may use it, because the server accepts the request's own origin.
 */
export function relyingPartyOf(address: DeploymentAddress, requestOrigin: string | undefined): RelyingParty {
  const { hostname, origin, protocol } = new URL(address.baseUrl)
  const origins = [origin, `${protocol}//${address.frontendHost}`]
  return { id: relyingPartyId(hostname), origins: requestOrigin ? [...origins, requestOrigin] : origins }
}

function relyingPartyId(host: string): string {
  const labels = host.split('.')
  return labels.at(-1) === 'localhost' ? 'localhost' : labels.slice(-2).join('.')
}
