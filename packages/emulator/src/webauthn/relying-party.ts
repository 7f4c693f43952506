import type { DeploymentAddress } from '../world/deployment/deployment'

/** Whom an authenticator makes credentials for, and from which pages it may be asked. */
export interface RelyingParty {
  id: string
  origins: string[]
}

/**
 * The deployment as a WebAuthn relying party. Its id is the last two labels of the backend host, also where those are a
 * public suffix: the server does the same. Any page may ask, because the server accepts the origin a request carries.
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
