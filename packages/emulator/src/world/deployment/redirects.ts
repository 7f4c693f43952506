import { isLoopbackOrigin } from '../../loopback'
import { type Deployment, type DeploymentAddress, frontendUrl } from './deployment'

/** Whether this is an absolute URL that a browser may be redirected to. */
export function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/**
 * Whether the hosted pages may redirect to this URL: in staging any web page, in production the hosted pages and the
 * subdomains of their host.
 */
export function isAllowedRedirect(address: DeploymentAddress, wanted: string): boolean {
  if (!isWebUrl(wanted)) return false
  if (address.mode === 'staging') return true
  return isFrontend(address, new URL(wanted))
}

/** The URL after a sign-in or sign-up: the requested one if it is allowed, else the one in the deployment's settings. */
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

/**
 * Adds the session to a page's URL, as staging does. A URL that is neither ours, nor configured, nor on this machine is
 * returned unchanged: it comes from a link, which anyone can forge.
 */
export function withDevSession(
  address: DeploymentAddress,
  deployment: Deployment,
  page: string,
  token: string,
): string {
  const url = new URL(page)
  if (!isTrusted(address, deployment, url)) return page
  url.searchParams.set('__dev_session__', token)
  return url.href
}

// Settings that hold a page of the app or of the deployment. Other URLs are terms, images and support.
const pageSettings = [
  'sign_in_page_url',
  'sign_up_page_url',
  'waitlist_page_url',
  'user_profile_url',
  'organization_profile_url',
  'create_organization_url',
  'after_sign_out_one_page_url',
  'after_sign_out_all_page_url',
  'after_signin_redirect_url',
  'after_signup_redirect_url',
  'after_create_organization_redirect_url',
] as const

/** Whether a page may get the session: pages of the emulator, the frontend host and this machine, and configured ones. */
function isTrusted(address: DeploymentAddress, { ui_settings: settings }: Deployment, page: URL): boolean {
  const { origin } = page
  if (origin === address.baseUrl || isFrontend(address, page) || isLoopbackOrigin(origin)) return true
  const configured = [...pageSettings.map((name) => settings[name]), ...address.appOrigins]
  return configured.some((url) => URL.canParse(url) && new URL(url).origin === origin)
}

function isFrontend(address: DeploymentAddress, { hostname, protocol }: URL): boolean {
  const frontend = new URL(frontendUrl(address))
  // The real pages require https; these may be on localhost.
  return (
    protocol === frontend.protocol && (hostname === frontend.hostname || hostname.endsWith(`.${frontend.hostname}`))
  )
}
