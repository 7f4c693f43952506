/** The deployment's settings that a UI needs (PROTOCOL.md §4.8). Every settings object and every field may be missing. */
export interface Deployment {
  readonly id: string
  /** `"staging"` or `"production"`. */
  readonly mode: string
  /** Bare host of the hosted account pages. */
  readonly frontendHost: string
  readonly maintenanceMode: boolean
  readonly authSettings: AuthSettings | undefined
  readonly b2bSettings: B2bSettings | undefined
  readonly uiSettings: UiSettings | undefined
  readonly restrictions: Restrictions | undefined
  readonly socialConnections: readonly { readonly id: string; readonly provider: string; readonly enabled: boolean }[]
}

/** Any setting may be missing, or be of an unexpected type, which counts as missing. */
type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** Settings without a type of their own are as the server sent them, in camelCase. */
export interface Settings {
  readonly [name: string]: unknown
}

/** The fields and methods of sign-in and sign-up. */
export interface AuthSettings
  extends Settings,
    Optional<{
      emailAddress: FieldPolicy
      phoneNumber: FieldPolicy
      username: FieldPolicy
      firstName: FieldPolicy
      lastName: FieldPolicy
      password: PasswordPolicy
      magicLink: Optional<{ enabled: boolean; requireSameDevice: boolean }>
      passkey: Optional<{ enabled: boolean; allowAutofill: boolean }>
      authFactorsEnabled: Settings
      verificationPolicy: Optional<{ phoneNumber: boolean; email: boolean }>
      firstFactor: string
      secondFactor: string
      secondFactorPolicy: string
      multiSessionSupport: Optional<{
        enabled: boolean
        maxAccountsPerSession: number
        maxSessionsPerAccount: number
      }>
    }> {}

type FieldPolicy = Optional<{ enabled: boolean; required: boolean }>

export type PasswordPolicy = FieldPolicy &
  Optional<{
    minLength: number
    requireLowercase: boolean
    requireUppercase: boolean
    requireNumber: boolean
    requireSpecial: boolean
  }>

export interface B2bSettings
  extends Settings,
    Optional<{
      organizationsEnabled: boolean
      workspacesEnabled: boolean
      allowUsersToCreateOrgs: boolean
      enterpriseSsoEnabled: boolean
    }> {}

export interface Restrictions extends Settings {
  /** `"public"`, `"restricted"` or `"waitlist"`. */
  readonly signUpMode?: string | undefined
}

/** Any URL may be `""`. */
export interface UiSettings
  extends Settings,
    Optional<{
      appName: string
      signInPageUrl: string
      signUpPageUrl: string
      waitlistPageUrl: string
      userProfileUrl: string
      organizationProfileUrl: string
      createOrganizationUrl: string
      afterSignOutOnePageUrl: string
      afterSignOutAllPageUrl: string
      afterSignInRedirectUrl: string
      afterSignUpRedirectUrl: string
      supportPageUrl: string
      tosPageUrl: string
      privacyPolicyUrl: string
    }> {}

/** Returns the deployment with its UI settings overridden by the client's, key by key. Does not change its argument. */
export const withUiOverwrites = (deployment: Deployment, overwrites: UiSettings | undefined): Deployment => ({
  ...deployment,
  uiSettings: { ...deployment.uiSettings, ...overwrites },
})
