import type { DeploymentAddress } from '../../world/deployment/deployment'

const methods = 'GET, POST, HEAD, PUT, DELETE, PATCH, OPTIONS'

// Common public suffixes of two labels; the full list would be larger than the emulator.
const secondLevelLabels = new Set(['ac', 'co', 'com', 'edu', 'gov', 'net', 'org'])

/** The CORS headers of an answer to this origin; none if the deployment does not allow it. */
export function corsHeaders(address: DeploymentAddress, origin: string | null): Record<string, string> {
  if (!origin || !isAllowedOrigin(address, origin)) return { Vary: 'Origin' }
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    ...(address.mode === 'staging' && { 'Access-Control-Expose-Headers': 'X-Development-Session' }),
  }
}

/** The CORS headers of the answer to a preflight. */
export function preflightHeaders(address: DeploymentAddress, request: Request): Record<string, string> {
  const headers = corsHeaders(address, request.headers.get('origin'))
  if (!headers['Access-Control-Allow-Origin']) return headers
  const wanted = request.headers.get('access-control-request-headers')
  return {
    ...headers,
    'Access-Control-Allow-Methods': methods,
    ...(wanted && { 'Access-Control-Allow-Headers': wanted }),
  }
}

/** Whether pages of this origin may read answers. */
export function isAllowedOrigin(address: DeploymentAddress, origin: string): boolean {
  if (address.mode === 'staging') return true
  const host = hostOf(origin)
  const frontend = hostOf(`https://${address.frontendHost}`)
  if (!host || !frontend) return false
  return host === frontend || host.endsWith(`.${frontend}`) || registrableDomain(host) === registrableDomain(frontend)
}

/** The last two labels, or three below a suffix like `co.uk`. An IP address is returned unchanged. */
export function registrableDomain(host: string): string {
  if (/^[\d.]+$/.test(host) || host.startsWith('[')) return host
  const labels = host.split('.')
  if (labels.at(-1) === 'localhost') return 'localhost'
  const long = labels.at(-1)?.length === 2 && secondLevelLabels.has(labels.at(-2) ?? '')
  return labels.slice(long ? -3 : -2).join('.')
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).hostname : undefined
}
