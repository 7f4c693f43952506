import type { Json } from '../json.js'

export interface UserEmailAddress {
  readonly id: string
  readonly email: string
  /** Unreliable after a change of the primary address; compare with `primaryEmailAddressId` (PROTOCOL.md §4.6). */
  readonly isPrimary: boolean
  readonly verified: boolean
  readonly verifiedAtMs: number | undefined
  readonly verificationStrategy: string
}

export interface UserPhoneNumber {
  readonly id: string
  readonly phoneNumber: string
  /** The dial code with its plus sign, such as `+1`. */
  readonly countryCode: string
  readonly verified: boolean
  readonly verifiedAtMs: number | undefined
}

export interface SocialConnection {
  readonly id: string
  readonly provider: string
  readonly emailAddress: string
  readonly firstName: string
  readonly lastName: string
  readonly userEmailAddressId: string | undefined
}

/** A signed-in person. Text that was never set is `""` (PROTOCOL.md §4.6). */
export interface User {
  readonly id: string
  readonly createdAtMs: number | undefined
  readonly updatedAtMs: number | undefined
  readonly firstName: string
  readonly lastName: string
  readonly username: string
  readonly availability: string
  readonly hasProfilePicture: boolean
  readonly profilePictureUrl: string
  readonly primaryEmailAddressId: string | undefined
  readonly primaryPhoneNumberId: string | undefined
  readonly userEmailAddresses: readonly UserEmailAddress[]
  readonly userPhoneNumbers: readonly UserPhoneNumber[]
  readonly socialConnections: readonly SocialConnection[]
  readonly userAuthenticator: { readonly id: string; readonly createdAtMs: number | undefined } | undefined
  readonly secondFactorPolicy: string
  readonly backupCodesGenerated: boolean
  readonly hasPassword: boolean
  readonly hasPasskeys: boolean
  /** What the deployment has stored for everybody to read. */
  readonly publicMetadata?: Json | undefined
  readonly disabled: boolean
}
