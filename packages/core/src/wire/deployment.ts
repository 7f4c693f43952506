import {
  as,
  flag,
  id,
  list,
  type Output,
  object,
  optionalCount,
  optionalFlag,
  optionalText,
  settings,
  text,
} from './primitives.js'

const fieldPolicy = { enabled: optionalFlag, required: optionalFlag }
const fieldSettings = settings(fieldPolicy)

/** PROTOCOL.md §4.8. Any settings object may be missing, and any field in it. */
export const deployment = object({
  id,
  mode: text,
  frontend_host: text,
  maintenance_mode: flag,
  auth_settings: settings({
    email_address: fieldSettings,
    phone_number: fieldSettings,
    username: fieldSettings,
    first_name: fieldSettings,
    last_name: fieldSettings,
    password: settings({
      ...fieldPolicy,
      min_length: optionalCount,
      require_lowercase: optionalFlag,
      require_uppercase: optionalFlag,
      require_number: optionalFlag,
      require_special: optionalFlag,
    }),
    magic_link: settings({ enabled: optionalFlag, require_same_device: optionalFlag }),
    passkey: settings({ enabled: optionalFlag, allow_autofill: optionalFlag }),
    auth_factors_enabled: settings({}),
    verification_policy: settings({ phone_number: optionalFlag, email: optionalFlag }),
    first_factor: optionalText,
    second_factor: optionalText,
    second_factor_policy: optionalText,
    multi_session_support: settings({
      enabled: optionalFlag,
      max_accounts_per_session: optionalCount,
      max_sessions_per_account: optionalCount,
    }),
  }),
  b2b_settings: settings({
    organizations_enabled: optionalFlag,
    workspaces_enabled: optionalFlag,
    allow_users_to_create_orgs: optionalFlag,
    enterprise_sso_enabled: optionalFlag,
  }),
  ui_settings: settings({
    app_name: optionalText,
    sign_in_page_url: optionalText,
    sign_up_page_url: optionalText,
    waitlist_page_url: optionalText,
    user_profile_url: optionalText,
    organization_profile_url: optionalText,
    create_organization_url: optionalText,
    after_sign_out_one_page_url: optionalText,
    after_sign_out_all_page_url: optionalText,
    after_signin_redirect_url: as('afterSignInRedirectUrl', optionalText),
    after_signup_redirect_url: as('afterSignUpRedirectUrl', optionalText),
    support_page_url: optionalText,
    tos_page_url: optionalText,
    privacy_policy_url: optionalText,
  }),
  restrictions: settings({ sign_up_mode: optionalText }),
  social_connections: list(object({ id, provider: text, enabled: flag })),
})

export type WireDeployment = Output<typeof deployment>
