import type { DeploymentAddress } from '../world/deployment/deployment'

/** Where the fake providers live, beside the API. */
export const providerPath = '/__provider'

/** Where a social provider asks a visitor who they are. */
export function socialAuthorizeUrl(address: DeploymentAddress, provider: string, state: string): string {
  return authorizeUrl(`${address.baseUrl}${providerPath}/${provider}/authorize`, socialCallback(address), state)
}

/** Where social providers send visitors back to: a relay, because they know one address only. */
export function socialCallback({ baseUrl }: DeploymentAddress): string {
  return `${baseUrl}${providerPath}/relay`
}

/** Where a company's own provider asks a visitor who they are. */
export function enterpriseAuthorizeUrl(address: DeploymentAddress, connectionId: string, state: string): string {
  const page = `${address.baseUrl}${providerPath}/enterprise/${connectionId}/authorize`
  return authorizeUrl(page, enterpriseCallback(address), state)
}

export function enterpriseCallback({ baseUrl }: DeploymentAddress): string {
  return `${baseUrl}/auth/sso/oidc/callback`
}

/** A URL with more parameters in its query. */
export function withParameters(page: string, parameters: Record<string, string>): string {
  const url = new URL(page)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

function authorizeUrl(page: string, callback: string, state: string): string {
  const scope = 'openid email profile'
  return withParameters(page, { response_type: 'code', scope, redirect_uri: callback, state })
}
