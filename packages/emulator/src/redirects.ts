import { type Deployment, type DeploymentAddress, frontendUrl } from './world/deployment'

/** Whether this is an absolute URL a browser may be sent to. */
export function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/**
 * Whether the hosted pages send a visitor there: in staging to any page of the web, in production to the hosted pages and
 * what is below their host.
 */
export function isAllowedRedirect(address: DeploymentAddress, wanted: string): boolean {
  if (!isWebUrl(wanted)) return false
  if (address.mode === 'staging') return true
  const [target, frontend] = [new URL(wanted), new URL(frontendUrl(address))]
  const isBelow = target.hostname === frontend.hostname || target.hostname.endsWith(`.${frontend.hostname}`)
  // The real pages insist on https; these may live on localhost.
  return isBelow && target.protocol === frontend.protocol
}

/** Where a visitor goes once signed in or signed up: where they wanted to, if they may, or where the deployment says. */
export function destinationAfter(
  done: 'signin' | 'signup',
  address: DeploymentAddress,
  { ui_settings: settings }: Deployment,
  wanted: string,
): string {
  if (isAllowedRedirect(address, wanted)) return wanted
  const configured = done === 'signin' ? settings.after_signin_redirect_url : settings.after_signup_redirect_url
  return configured || frontendUrl(address)
}

/** A page's URL with the session in it, which is how staging hands it over. */
export function withDevSession(page: string, token: string): string {
  const url = new URL(page)
  url.searchParams.set('__dev_session__', token)
  return url.href
}
