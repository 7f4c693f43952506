import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
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

/** Leaves the page. `replace`: the page is not to be come back to. */
export type Navigate = (url: string, options: { readonly replace: boolean }) => void

export interface HostedPagesOptions {
  /** Default: `location.replace` and `location.assign`. */
  readonly navigate?: Navigate
}

export interface HostedPageOptions {
  /**
   * Where the page leads back to: an absolute URL, or a path of this page's origin. Default: the `redirect_uri` this page
   * was opened with, else the address of this page.
   */
  readonly redirectUri?: string | undefined
}

export interface VisitOptions extends HostedPageOptions {
  /**
   * Whether the back button skips this page. Default: true for the pages people are sent to because they may not stay,
   * false for profile, organization and account chooser.
   */
  readonly replace?: boolean
}

export interface AfterOptions {
  /** Where the person wanted to go. Default: the `redirect_uri` of this page. */
  readonly redirectUri?: string | undefined
}

type UrlOf = (options?: HostedPageOptions) => Promise<string>
type Visit = (options?: VisitOptions) => Promise<void>

/**
 * Where the deployment's own pages are, and the way there. The `…Url` functions give an address, the `to…` functions go
 * there. In staging the address carries the session, so it belongs into no log.
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
  /** Where somebody goes who has just signed in on this page. Wherever the wish comes from, it counts only if allowed. */
  readonly afterSignIn: (options?: AfterOptions) => Promise<string>
  readonly toAfterSignIn: (options?: AfterOptions) => Promise<void>
  readonly afterSignUp: (options?: AfterOptions) => Promise<string>
  readonly toAfterSignUp: (options?: AfterOptions) => Promise<void>
  /** Where somebody goes who has signed out of all accounts, or of the one given. Undefined: they stay. */
  readonly afterSignOut: (signInId?: string) => Promise<string | undefined>
  readonly toAfterSignOut: (signInId?: string) => Promise<void>
}

/** A page of the deployment: the setting that says where it is, and where it is when that says nothing. */
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
 * Leads to the hosted pages, or to the app's own that the deployment's settings and `uiOverwrites` put in their place, and
 * back. Loads the deployment where it is not known; where that fails it does with the host the API's address gives.
 * Nothing here rejects but navigation without a page: `invalid-configuration`.
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
    async ({ replace = page.replace, ...options } = {}) =>
      navigate(await urlOf(page)(options), { replace })

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
    // Plain http is for an emulator, and for a page of the app itself: what it is told this page has already.
    url?.protocol === new URL(baseUrl).protocol ||
    (page !== undefined && url?.origin === webUrl(page, undefined)?.origin)
  return url && isFit ? url : new URL(path, frontendOrigin)
}

/** What a page leads back to. What the address of this page says is anybody's word; the rest is the app's. */
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
    throw new SessionError('invalid-configuration', 'There is no page to leave here; give navigate')
  }
  if (replace) location.replace(url)
  else location.assign(url)
}
