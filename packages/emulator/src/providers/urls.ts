import type { DeploymentAddress } from '../world/deployment/deployment'

/** The path of the fake providers, on the API's host. */
export const providerPath = '/__provider'

/** The authorization page of a social provider. */
export function socialAuthorizeUrl(address: DeploymentAddress, provider: string, state: string): string {
  return authorizeUrl(`${address.baseUrl}${providerPath}/${provider}/authorize`, socialCallback(address), state)
}

/** The redirect URL of social providers: a relay, because they accept one fixed URL only. */
export function socialCallback({ baseUrl }: DeploymentAddress): string {
  return `${baseUrl}${providerPath}/relay`
}

/** The authorization page of an enterprise provider. */
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
