import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import { forgetContext } from '../../model/context-digest.js'
import { createDeploymentLookup } from './deployment-lookup.js'
import {
  allowedRedirect,
  configuredRedirect,
  frontendOrigin,
  type RedirectRules,
  redirectAfterSignIn,
  redirectAfterSignOut,
  redirectAfterSignUp,
  webUrl,
  withDevSession,
} from './redirects.js'

/** Leaves the page. `replace`: the back button skips it. */
export type Navigate = (url: string, options: { readonly replace: boolean }) => void

export interface HostedPagesOptions {
  /** Default: `location.replace` and `location.assign`. */
  readonly navigate?: Navigate
}

export interface HostedPageOptions {
  /**
   * Where the page returns to: an absolute URL, or a path of this page's origin. Default: the `redirect_uri` of this page's
   * URL, else the URL of this page.
   */
  readonly redirectUri?: string | undefined
}

export interface VisitOptions extends HostedPageOptions {
  /**
   * Whether the back button skips this page. Default: true for sign-in, sign-up and waitlist, false for profile,
   * organization and account chooser.
   */
  readonly replace?: boolean
}

export interface AfterOptions {
  /** The page that the user wanted. Default: the `redirect_uri` of this page's URL. */
  readonly redirectUri?: string | undefined
}

type UrlOf = (options?: HostedPageOptions) => Promise<string>
type Visit = (options?: VisitOptions) => Promise<void>

/**
 * The deployment's own pages. The `…Url` functions return a URL, the `to…` functions navigate to it. In staging the URL
 * contains the session, so never log it.
 */
export interface HostedPages {
  readonly signInUrl: UrlOf
  readonly toSignIn: Visit
  readonly signUpUrl: UrlOf
  readonly toSignUp: Visit
  readonly waitlistUrl: UrlOf
  readonly toWaitlist: Visit
  readonly accountChooserUrl: UrlOf
  readonly toAccountChooser: Visit
  readonly userProfileUrl: UrlOf
  readonly toUserProfile: Visit
  readonly organizationProfileUrl: UrlOf
  readonly toOrganizationProfile: Visit
  readonly createOrganizationUrl: UrlOf
  readonly toCreateOrganization: Visit
  /** Where to go after signing in on this page. A wanted page counts only if it is allowed, wherever it comes from. */
  readonly afterSignIn: (options?: AfterOptions) => Promise<string>
  readonly toAfterSignIn: (options?: AfterOptions) => Promise<void>
  readonly afterSignUp: (options?: AfterOptions) => Promise<string>
  readonly toAfterSignUp: (options?: AfterOptions) => Promise<void>
  /** Where to go after signing out of all accounts, or of the one given. Undefined: stay on the page. */
  readonly afterSignOut: (signInId?: string) => Promise<string | undefined>
  readonly toAfterSignOut: (signInId?: string) => Promise<void>
}

/** A page of the deployment: the setting with its URL, and its path if that is not set. */
interface PlannedPage {
  readonly setting: string
  readonly path: string
  readonly replace: boolean
}

const signInPage = { setting: 'signInPageUrl', path: '/sign-in', replace: true }
const signUpPage = { setting: 'signUpPageUrl', path: '/sign-up', replace: true }
const waitlistPage = { setting: 'waitlistPageUrl', path: '/waitlist', replace: true }
const accountChooserPage = { setting: '', path: '/', replace: false }
const userProfilePage = { setting: 'userProfileUrl', path: '/me', replace: false }
const organizationProfilePage = { setting: 'organizationProfileUrl', path: '/organization', replace: false }
const createOrganizationPage = { setting: 'createOrganizationUrl', path: '/create-organization', replace: false }

/**
 * Leads to the hosted pages and back, or to pages of the app that the deployment's settings and `uiOverwrites` name instead.
 * Loads the deployment if it is not known; if that fails, derives the host from the API's URL. Only navigation without a
 * page rejects: `invalid-configuration`.
 *
 * @example
 * ```ts
 * import { createHostedPages } from '@wachter/core/flows'
 *
 * const pages = createHostedPages(client)
 * await pages.toSignIn({ redirectUri: '/invoices' })
 * ```
 * @example On the app's own sign-in page, when its flow is complete
 * ```ts
 * import { createHostedPages } from '@wachter/core/flows'
 *
 * await createHostedPages(client).toAfterSignIn()
 * ```
 * @example With the app's router
 * ```ts
 * import { createHostedPages } from '@wachter/core/flows'
 *
 * const navigate = (url: string) => window.open(url, '_self')
 * const profile = await createHostedPages(client, { navigate }).userProfileUrl()
 * ```
 *
 * @see PROTOCOL.md §1.1, §1.4, §7
 */
export function createHostedPages(client: Client, { navigate = leave }: HostedPagesOptions = {}): HostedPages {
  const deploymentOf = createDeploymentLookup(client)

  const rulesNow = async (): Promise<RedirectRules> => {
    const deployment = await deploymentOf()
    return {
      mode: client.mode,
      frontendOrigin: frontendOrigin(client.baseUrl, deployment),
      page: client.ports.page.url(),
      uiSettings: deployment?.uiSettings,
    }
  }

  const withSession = (url: string, rules: RedirectRules) => withDevSession(url, client.devSession(), rules)

  const urlOf =
    (page: PlannedPage): UrlOf =>
    async ({ redirectUri } = {}) => {
      const rules = await rulesNow()
      const url = locate(page, client.baseUrl, rules)
      const back = wayBack(redirectUri, rules)
      if (back) url.searchParams.set('redirect_uri', back)
      return withSession(url.href, rules)
    }

  const visit =
    (page: PlannedPage): Visit =>
    async ({ replace = page.replace, ...options } = {}) => {
      const url = await urlOf(page)(options)
      forgetContext(client)
      navigate(url, { replace })
    }

  const after =
    (decide: typeof redirectAfterSignIn) =>
    async ({ redirectUri }: AfterOptions = {}): Promise<string> => {
      const rules = await rulesNow()
      return withSession(decide(redirectUri || wantedBy(rules.page), rules), rules)
    }
  const afterSignIn = after(redirectAfterSignIn)
  const afterSignUp = after(redirectAfterSignUp)

  const afterSignOut = async (signInId?: string) => {
    const rules = await rulesNow()
    const url = redirectAfterSignOut(signInId, rules)
    return url && withSession(url, rules)
  }

  return {
    signInUrl: urlOf(signInPage),
    toSignIn: visit(signInPage),
    signUpUrl: urlOf(signUpPage),
    toSignUp: visit(signUpPage),
    waitlistUrl: urlOf(waitlistPage),
    toWaitlist: visit(waitlistPage),
    accountChooserUrl: urlOf(accountChooserPage),
    toAccountChooser: visit(accountChooserPage),
    userProfileUrl: urlOf(userProfilePage),
    toUserProfile: visit(userProfilePage),
    organizationProfileUrl: urlOf(organizationProfilePage),
    toOrganizationProfile: visit(organizationProfilePage),
    createOrganizationUrl: urlOf(createOrganizationPage),
    toCreateOrganization: visit(createOrganizationPage),
    afterSignIn,
    toAfterSignIn: async (options) => navigate(await afterSignIn(options), { replace: true }),
    afterSignUp,
    toAfterSignUp: async (options) => navigate(await afterSignUp(options), { replace: true }),
    afterSignOut,
    async toAfterSignOut(signInId) {
      const url = await afterSignOut(signInId)
      if (url) navigate(url, { replace: true })
    },
  }
}

function locate({ setting, path }: PlannedPage, baseUrl: string, { frontendOrigin, uiSettings, page }: RedirectRules) {
  const url = webUrl(uiSettings?.[setting], page)
  const isFit =
    url?.protocol === 'https:' ||
    // Plain http is for an emulator, or for a page of this origin, which has the session already.
    url?.protocol === new URL(baseUrl).protocol ||
    (page !== undefined && url?.origin === webUrl(page, undefined)?.origin)
  return url && isFit ? url : new URL(path, frontendOrigin)
}

/** Where a page returns to. A `redirect_uri` in this page's URL is untrusted; the rest comes from the app. */
function wayBack(redirectUri: string | undefined, rules: RedirectRules): string | undefined {
  return (
    configuredRedirect(redirectUri, rules) ??
    allowedRedirect(wantedBy(rules.page), rules) ??
    configuredRedirect(withoutRedirectUri(rules.page), rules)
  )
}

const wantedBy = (page: string | undefined) => webUrl(page, undefined)?.searchParams.get('redirect_uri')

function withoutRedirectUri(page: string | undefined): string | undefined {
  const url = webUrl(page, undefined)
  if (url?.searchParams.has('redirect_uri')) url.searchParams.delete('redirect_uri')
  return url?.href
}

const leave: Navigate = (url, { replace }) => {
  if (typeof document === 'undefined') {
    throw new SessionError('invalid-configuration', 'There is no page to leave here: set navigate')
  }
  if (replace) location.replace(url)
  else location.assign(url)
}
