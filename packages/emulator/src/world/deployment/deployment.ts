import { mergeSettings, type Settings } from './settings'

/** The deployment's settings, named as on the wire because they are served unchanged. */
export interface Deployment {
  id: string
  mode: 'staging' | 'production'
  backend_host: string
  frontend_host: string
  mail_from_host: string
  publishable_key: string
  maintenance_mode: boolean
  project_id: string
  auth_settings: ReturnType<typeof defaultAuthSettings>
  b2b_settings: ReturnType<typeof defaultB2bSettings>
  ui_settings: ReturnType<typeof defaultUiSettings>
  restrictions: ReturnType<typeof defaultRestrictions>
  social_connections: { id: string; provider: string; enabled: boolean; custom_credentials_set: boolean }[]
}

/** Data with the deployment's settings. */
export interface DeploymentData {
  deployment: Deployment
}

/** Changes to any of the deployment's settings, at any depth. Lists are replaced as a whole. */
export type DeploymentOverrides = {
  [Group in 'auth_settings' | 'b2b_settings' | 'ui_settings' | 'restrictions']?: SettingsOverrides<Deployment[Group]>
} & Partial<Pick<Deployment, 'maintenance_mode' | 'social_connections'>>

type SettingsOverrides<T> = {
  [Name in keyof T]?: T[Name] extends readonly unknown[]
    ? T[Name]
    : NonNullable<T[Name]> extends object
      ? SettingsOverrides<NonNullable<T[Name]>> | Extract<T[Name], null>
      : T[Name]
}

/** The URLs and hosts of a deployment. */
export interface DeploymentAddress {
  mode: Deployment['mode']
  baseUrl: string
  frontendHost: string
  publishableKey: string
  /** Origins of the apps, which get the session like the deployment's own pages. */
  appOrigins: readonly string[]
}

/** The origin of the hosted pages, with the scheme of the API. */
export function frontendUrl({ baseUrl, frontendHost }: DeploymentAddress): string {
  return `${new URL(baseUrl).protocol}//${frontendHost}`
}

export function createDeployment(
  address: DeploymentAddress,
  lifetimes: { signInMs: number; cookieMs: number },
  overrides: DeploymentOverrides = {},
): Deployment {
  const deployment: Deployment = {
    id: '7290000000000000000',
    mode: address.mode,
    backend_host: new URL(address.baseUrl).host,
    frontend_host: address.frontendHost,
    mail_from_host: `wcmail.${new URL(frontendUrl(address)).hostname}`,
    publishable_key: address.publishableKey,
    maintenance_mode: false,
    project_id: '7289000000000000000',
    auth_settings: defaultAuthSettings(lifetimes),
    b2b_settings: defaultB2bSettings(),
    ui_settings: defaultUiSettings(frontendUrl(address)),
    restrictions: defaultRestrictions(),
    social_connections: defaultSocialConnections(),
  }
  changeDeployment(deployment, overrides)
  return deployment
}

/**
 * Changes settings in place.
 *
 * @throws {TypeError} for an unknown setting or a value of the wrong type; then nothing has changed
 */
export function changeDeployment(deployment: Deployment, overrides: DeploymentOverrides): void {
  mergeSettings(deployment as unknown as Settings, overrides as Settings, changeable)
}

const changeable: Settings = {
  auth_settings: defaultAuthSettings({ signInMs: 0, cookieMs: 0 }),
  b2b_settings: defaultB2bSettings(),
  ui_settings: defaultUiSettings(''),
  restrictions: defaultRestrictions(),
  maintenance_mode: false,
  social_connections: defaultSocialConnections(),
}

function defaultAuthSettings(lifetimes: { signInMs: number; cookieMs: number }) {
  return {
    email_address: { enabled: true, required: true },
    phone_number: { enabled: true, required: false },
    username: { enabled: true, required: false },
    first_name: { enabled: true, required: false },
    last_name: { enabled: true, required: false },
    password: {
      enabled: true,
      min_length: 8,
      require_lowercase: false,
      require_uppercase: false,
      require_number: false,
      require_special: false,
    },
    magic_link: { enabled: true, require_same_device: true } as {
      enabled: boolean
      require_same_device: boolean
    } | null,
    passkey: { enabled: false, prompt_registration_on_auth: false, allow_autofill: false } as {
      enabled: boolean
      prompt_registration_on_auth: boolean
      allow_autofill: boolean
    } | null,
    auth_factors_enabled: {
      email_password: true,
      username_password: true,
      email_magic_link: true,
      email_otp: true,
      phone_otp: true,
      web3_wallet: false,
      backup_code: true,
      authenticator: true,
    },
    verification_policy: { phone_number: true, email: true },
    first_factor: 'email_password',
    second_factor_policy: 'none',
    second_factor: null,
    alternate_first_factors: null,
    alternate_second_factors: null,
    multi_session_support: { enabled: true, max_accounts_per_session: 5, max_sessions_per_account: 5 },
    session_token_lifetime: 1_800,
    session_validity_period: Math.floor(lifetimes.signInMs / 1_000),
    session_inactive_timeout: Math.floor(lifetimes.cookieMs / 1_000),
  }
}

function defaultB2bSettings() {
  return {
    organizations_enabled: true,
    workspaces_enabled: true,
    allow_users_to_create_orgs: true,
    limit_org_creation_per_user: false,
    max_orgs_per_user: 5,
    limit_workspace_creation_per_org: false,
    workspaces_per_org_count: 10,
    allow_org_deletion: true,
    allow_workspace_deletion: true,
    custom_org_role_enabled: true,
    custom_workspace_role_enabled: true,
    max_allowed_org_members: 100,
    max_allowed_workspace_members: 100,
    ip_allowlist_per_org_enabled: true,
    ip_allowlist_per_workspace_enabled: true,
    enforce_mfa_per_org_enabled: true,
    enforce_mfa_per_workspace_enabled: true,
    enterprise_sso_enabled: false,
    organization_permissions: [
      'organization:admin',
      'organization:manage',
      'organization:member',
      'invoices:read',
      'invoices:write',
    ],
    workspace_permissions: ['workspace:admin', 'workspace:manage', 'workspace:member', 'reports:read'],
  }
}

function defaultUiSettings(frontend: string) {
  return {
    app_name: 'Wachter Emulator',
    sign_in_page_url: `${frontend}/sign-in`,
    sign_up_page_url: `${frontend}/sign-up`,
    waitlist_page_url: `${frontend}/waitlist`,
    user_profile_url: `${frontend}/me`,
    organization_profile_url: `${frontend}/organization`,
    create_organization_url: `${frontend}/create-organization`,
    after_sign_out_one_page_url: frontend,
    after_sign_out_all_page_url: `${frontend}/sign-in`,
    // Without this setting, clients go to `https://` and the host of these pages, which does not exist on http.
    after_signin_redirect_url: frontend.startsWith('http:') ? frontend : '',
    after_signup_redirect_url: frontend.startsWith('http:') ? frontend : '',
    after_create_organization_redirect_url: '',
    support_page_url: '',
    after_logo_click_url: '',
    tos_page_url: '',
    privacy_policy_url: '',
    logo_image_url: '',
    favicon_image_url: '',
    default_user_profile_image_url: '',
    default_organization_profile_image_url: '',
    default_workspace_profile_image_url: '',
    use_initials_for_user_profile_image: true,
    use_initials_for_organization_profile_image: true,
    use_initials_for_workspace_profile_image: true,
    signup_terms_statement: '',
    signup_terms_statement_shown: false,
  }
}

function defaultRestrictions() {
  return {
    sign_up_mode: 'public',
    allowlist_enabled: false,
    blocklist_enabled: false,
    block_subaddresses: false,
    block_disposable_emails: false,
    block_voip_numbers: false,
    country_restrictions: { enabled: false, country_codes: [] as string[] },
    banned_keywords: [] as string[],
    allowlisted_resources: [] as string[],
    blocklisted_resources: [] as string[],
    waitlist_collect_names: false,
  }
}

function defaultSocialConnections() {
  return [
    { id: '7289500000000000001', provider: 'google_oauth', enabled: true, custom_credentials_set: false },
    { id: '7289500000000000002', provider: 'github_oauth', enabled: true, custom_credentials_set: false },
  ]
}
