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

/** Settings as the server sent them, in camelCase. */
export interface Settings {
  readonly [name: string]: unknown
}

/** The fields and methods of sign-in and sign-up. The types are the documented ones; values are not validated. */
export interface AuthSettings extends Settings {
  readonly emailAddress?: FieldPolicy
  readonly phoneNumber?: FieldPolicy
  readonly username?: FieldPolicy
  readonly firstName?: FieldPolicy
  readonly lastName?: FieldPolicy
  readonly password?: PasswordPolicy
  readonly magicLink?: { readonly enabled?: boolean; readonly requireSameDevice?: boolean }
  readonly passkey?: { readonly enabled?: boolean; readonly allowAutofill?: boolean }
  readonly authFactorsEnabled?: Readonly<Record<string, boolean | undefined>>
  readonly verificationPolicy?: { readonly phoneNumber?: boolean; readonly email?: boolean }
  readonly firstFactor?: string
  readonly secondFactor?: string
  readonly secondFactorPolicy?: string
  readonly multiSessionSupport?: {
    readonly enabled?: boolean
    readonly maxAccountsPerSession?: number
    readonly maxSessionsPerAccount?: number
  }
}

interface FieldPolicy {
  readonly enabled?: boolean
  readonly required?: boolean
}

export interface PasswordPolicy extends FieldPolicy {
  readonly minLength?: number
  readonly requireLowercase?: boolean
  readonly requireUppercase?: boolean
  readonly requireNumber?: boolean
  readonly requireSpecial?: boolean
}

export interface B2bSettings extends Settings {
  readonly organizationsEnabled?: boolean
  readonly workspacesEnabled?: boolean
  readonly allowUsersToCreateOrgs?: boolean
}

export interface Restrictions extends Settings {
  /** `"public"`, `"restricted"` or `"waitlist"`. */
  readonly signUpMode?: string
}

/** Any URL may be `""`. */
export interface UiSettings extends Settings {
  readonly appName?: string
  readonly signInPageUrl?: string
  readonly signUpPageUrl?: string
  readonly waitlistPageUrl?: string
  readonly userProfileUrl?: string
  readonly organizationProfileUrl?: string
  readonly createOrganizationUrl?: string
  readonly afterSignOutOnePageUrl?: string
  readonly afterSignOutAllPageUrl?: string
  readonly afterSignInRedirectUrl?: string
  readonly afterSignUpRedirectUrl?: string
  readonly supportPageUrl?: string
  readonly tosPageUrl?: string
  readonly privacyPolicyUrl?: string
}

/** Returns the deployment with its UI settings overridden by the client's, key by key. Does not change its argument. */
export const withUiOverwrites = (deployment: Deployment, overwrites: UiSettings | undefined): Deployment => ({
  ...deployment,
  uiSettings: { ...deployment.uiSettings, ...overwrites },
})
