import type { OrganizationMembership, WorkspaceMembership } from './membership.js'
import type { User } from './user.js'

/** One signed-in account of a browser session, with the organization and workspace it works in. */
export interface SignIn {
  readonly id: string
  readonly createdAtMs: number | undefined
  readonly updatedAtMs: number | undefined
  readonly sessionId: string | undefined
  readonly userId: string | undefined
  readonly activeOrganizationMembershipId: string | undefined
  readonly activeWorkspaceMembershipId: string | undefined
  readonly user: User | undefined
  readonly activeOrganizationMembership: OrganizationMembership | undefined
  readonly activeWorkspaceMembership: WorkspaceMembership | undefined
  /** Server time, epoch ms. */
  readonly expiresAtMs: number | undefined
  readonly lastActiveAtMs: number | undefined
  readonly ipAddress: string
  readonly browser: string
  readonly device: string
  readonly city: string
  readonly region: string
  readonly regionCode: string
  readonly country: string
  readonly countryCode: string
}

/** A sign-in that is not complete yet (PROTOCOL.md §4.4, §6.2). */
export interface SignInAttempt {
  readonly id: string
  readonly createdAtMs: number | undefined
  readonly updatedAtMs: number | undefined
  readonly expiresAtMs: number | undefined
  readonly sessionId: string | undefined
  readonly userId: string | undefined
  readonly identifierId: string | undefined
  readonly method: string
  readonly ssoProvider: string
  readonly currentStep: string
  readonly remainingSteps: readonly string[]
  readonly completed: boolean
  readonly errored: boolean
  readonly errors: readonly { readonly code: string; readonly message: string }[]
  readonly requiresCompletion: boolean
  readonly missingFields: readonly string[]
  readonly requiredFields: readonly string[]
  readonly secondMethodAuthenticationRequired: boolean
  readonly available2faMethods: readonly string[]
  readonly profileCompletionData: ProfileCompletionData | undefined
}

export interface ProfileCompletionData {
  readonly firstName: string
  readonly lastName: string
  readonly username: string
  readonly email: string
  readonly phoneNumber: string
  readonly phoneCountryCode: string
}

/** A sign-up that is not complete yet (PROTOCOL.md §4.5, §6.5). */
export interface SignUpAttempt {
  readonly id: string
  readonly createdAtMs: number | undefined
  readonly updatedAtMs: number | undefined
  readonly sessionId: string | undefined
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly username: string
  readonly phoneNumber: string
  readonly phoneCountryCode: string
  readonly requiredFields: readonly string[]
  readonly missingFields: readonly string[]
  readonly currentStep: string
  readonly remainingSteps: readonly string[]
  readonly completed: boolean
  readonly ssoProvider: string
}

/** A browser session, with or without a signed-in account. */
export interface SessionContainer {
  readonly id: string
  readonly createdAtMs: number | undefined
  readonly updatedAtMs: number | undefined
  /** Every account of this browser session, the newest first. */
  readonly signIns: readonly SignIn[]
  readonly activeSignIn: SignIn | undefined
  readonly signInAttempts: readonly SignInAttempt[]
  readonly signUpAttempts: readonly SignUpAttempt[]
}

/** A browser session with an active account. */
export interface Session extends SessionContainer {
  readonly activeSignIn: SignIn
}
