import { isLoopbackOrigin } from '../../loopback'
import { type Deployment, type DeploymentAddress, frontendUrl } from './deployment'

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
  return isFrontend(address, new URL(wanted))
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

/**
 * A page's URL with the session in it, which is how staging hands it over. A page that is neither ours, nor configured, nor of
 * this machine is left as it is: its address came from a link that anybody can write.
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

// Settings that name a page of the app or of the deployment. Others lead to terms, images and support.
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

/** Whether a page may learn the session: those of the emulator, of the frontend host, of this machine, and configured ones. */
function isTrusted(address: DeploymentAddress, { ui_settings: settings }: Deployment, page: URL): boolean {
  const { origin } = page
  if (origin === address.baseUrl || isFrontend(address, page) || isLoopbackOrigin(origin)) return true
  const configured = [...pageSettings.map((name) => settings[name]), ...address.appOrigins]
  return configured.some((url) => URL.canParse(url) && new URL(url).origin === origin)
}

function isFrontend(address: DeploymentAddress, { hostname, protocol }: URL): boolean {
  const frontend = new URL(frontendUrl(address))
  // The real pages insist on https; these may live on localhost.
  return (
    protocol === frontend.protocol && (hostname === frontend.hostname || hostname.endsWith(`.${frontend.hostname}`))
  )
}
