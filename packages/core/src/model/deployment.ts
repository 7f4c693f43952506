/** What a UI needs to know of the deployment (PROTOCOL.md §4.8). Every settings object and every field may be missing. */
export interface Deployment {
  readonly id: string
  /** `"staging"` or `"production"`. */
  readonly mode: string
  /** Bare host of the hosted account pages. */
  readonly frontendHost: string
  readonly maintenanceMode: boolean
  readonly authSettings: Settings | undefined
  readonly b2bSettings: Settings | undefined
  readonly uiSettings: UiSettings | undefined
  readonly restrictions: Settings | undefined
  readonly socialConnections: readonly { readonly id: string; readonly provider: string; readonly enabled: boolean }[]
}

/** Settings as the server sent them, in camelCase. */
export interface Settings {
  readonly [name: string]: unknown
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

/** Layers the client's own UI settings over the deployment's, key by key, and leaves the deployment as it was. */
export const withUiOverwrites = (deployment: Deployment, overwrites: UiSettings | undefined): Deployment => ({
  ...deployment,
  uiSettings: { ...deployment.uiSettings, ...overwrites },
})
