import { removeUploads, type UploadData } from '../deployment/uploads'
import type { RowSource } from '../ids'

/**
 * The secret of every authenticator that was not set up through `/me/authenticator`. Base 32.
 *
 * @example
 * ```ts
 * import { createEmulator, seedTotpSecret, totpCode } from '@wachter/emulator'
 *
 * const { world } = createEmulator()
 * const code = totpCode(seedTotpSecret, world.clock.now())
 * ```
 */
export const seedTotpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

export interface User {
  id: string
  createdAtMs: number
  updatedAtMs: number
  firstName: string
  lastName: string
  username: string
  password: string | null
  emailAddresses: EmailAddress[]
  phoneNumbers: PhoneNumber[]
  primaryEmailAddressId: string | null
  primaryPhoneNumberId: string | null
  authenticator: Authenticator | null
  backupCodes: string[]
  secondFactorPolicy: 'none' | 'optional' | 'enforced'
  profilePictureUrl: string
  publicMetadata: Record<string, unknown> | null
  disabled: boolean
  lastPasswordResetAtMs: number | null
  /** The context in which the user's next sign-in starts. */
  activeOrganizationMembershipId: string | null
  activeWorkspaceMembershipId: string | null
}

export interface EmailAddress {
  id: string
  createdAtMs: number
  email: string
  /** As the server stored it when the address was added. It is not updated when another address becomes primary. */
  isPrimary: boolean
  verifiedAtMs: number | null
  /** How it was or will be verified. */
  verificationStrategy: string
}

export interface PhoneNumber {
  id: string
  createdAtMs: number
  phoneNumber: string
  /** The dial code with its `+`. */
  countryCode: string
  verifiedAtMs: number | null
  /** Whether it may get second-factor codes. */
  secondFactor: boolean
}

export interface Authenticator {
  id: string
  createdAtMs: number
  /** Base 32. */
  secret: string
}

/** A user in a seed. */
export interface NewUser {
  email?: string
  /** Default true. */
  emailVerified?: boolean
  /** The dial code with its `+`, and the number. */
  phone?: { countryCode: string; phoneNumber: string }
  /** Whether the number is verified, which also makes it a second factor. Default true. */
  phoneVerified?: boolean
  username?: string
  password?: string
  firstName?: string
  lastName?: string
  /** Gives the user an authenticator app with {@link seedTotpSecret}, which is a second factor. Default false. */
  authenticator?: boolean
  backupCodes?: string[]
  /** With `enforced`, sign-ins require the step `verify_second_factor`. Default `none`. */
  secondFactorPolicy?: User['secondFactorPolicy']
  profilePictureUrl?: string
  publicMetadata?: Record<string, unknown>
  disabled?: boolean
}

/** The parts of the world that users use. */
export interface UserData extends RowSource {
  users: Map<string, User>
}

/** The tables whose rows are deleted with their user. */
interface BelongingData extends Pick<UploadData, 'uploads'> {
  workspaceMemberships: Belongings
  organizationMemberships: Belongings
  signins: Belongings
  passkeys: Belongings
  socialConnections: Belongings
  notifications: Belongings
}

type Belongings = Map<string, { id: string; userId: string | null }>

export function addUser(data: UserData, user: NewUser): User {
  const now = data.clock.now()
  const id = data.ids.next()
  const emailAddresses = user.email === undefined ? [] : [newEmailAddress(data, user.email, user.emailVerified ?? true)]
  for (const row of emailAddresses) row.isPrimary = true
  const phoneNumbers = user.phone === undefined ? [] : [newPhoneNumber(data, user.phone, user.phoneVerified ?? true)]
  const row: User = {
    id,
    createdAtMs: now,
    updatedAtMs: now,
    firstName: user.firstName ?? '',
    lastName: user.lastName ?? '',
    username: user.username ?? '',
    password: user.password ?? null,
    emailAddresses,
    phoneNumbers,
    primaryEmailAddressId: emailAddresses[0]?.id ?? null,
    primaryPhoneNumberId: phoneNumbers[0]?.id ?? null,
    authenticator: user.authenticator ? newAuthenticator(data) : null,
    backupCodes: [...(user.backupCodes ?? [])],
    secondFactorPolicy: user.secondFactorPolicy ?? 'none',
    profilePictureUrl: user.profilePictureUrl ?? '',
    publicMetadata: structuredClone(user.publicMetadata ?? {}),
    disabled: user.disabled ?? false,
    lastPasswordResetAtMs: null,
    activeOrganizationMembershipId: null,
    activeWorkspaceMembershipId: null,
  }
  data.users.set(id, row)
  return row
}

export function findUserByEmail(data: UserData, email: string): User | undefined {
  return [...data.users.values()].find((user) => user.emailAddresses.some((row) => isSameEmail(row, email)))
}

export function isSameEmail(row: { email: string }, email: string): boolean {
  return row.email.toLowerCase() === email.trim().toLowerCase()
}

/** Finds a user by a phone number: dial code and number must both be the same. */
export function findUserByPhone(
  data: UserData,
  phone: Pick<PhoneNumber, 'countryCode' | 'phoneNumber'>,
): User | undefined {
  return [...data.users.values()].find((user) => user.phoneNumbers.some((row) => isSamePhone(row, phone)))
}

/** Whether dial code and number are both equal, as the server compares them. */
export function isSamePhone(
  left: Pick<PhoneNumber, 'countryCode' | 'phoneNumber'>,
  right: Pick<PhoneNumber, 'countryCode' | 'phoneNumber'>,
): boolean {
  return left.countryCode === right.countryCode && left.phoneNumber === right.phoneNumber
}

export function findUserByUsername(data: UserData, username: string): User | undefined {
  const wanted = username.trim().toLowerCase()
  return [...data.users.values()].find((user) => user.username !== '' && user.username.toLowerCase() === wanted)
}

/** Finds a user by id, e-mail address or username. */
export function findUser(data: UserData, who: string): User | undefined {
  return data.users.get(who) ?? findUserByEmail(data, who) ?? findUserByUsername(data, who)
}

export function hasSecondFactor(user: User): boolean {
  return user.authenticator !== null || user.backupCodes.length > 0
}

export function setAuthenticator(data: UserData, user: User, present: boolean): void {
  user.authenticator = present ? newAuthenticator(data) : null
  // The server deletes the backup codes with the authenticator.
  if (!present) user.backupCodes = []
}

/** Deletes a user with everything that belongs to them. */
export function deleteUser(data: UserData & BelongingData, userId: string): boolean {
  const { workspaceMemberships, organizationMemberships, signins, passkeys, socialConnections, notifications } = data
  const tables = [workspaceMemberships, organizationMemberships, signins, passkeys, socialConnections, notifications]
  for (const table of tables) {
    for (const row of table.values()) if (row.userId === userId) table.delete(row.id)
  }
  removeUploads(data, userId)
  return data.users.delete(userId)
}

export function newEmailAddress(data: UserData, email: string, verified: boolean): EmailAddress {
  const now = data.clock.now()
  return {
    id: data.ids.next(),
    createdAtMs: now,
    email,
    isPrimary: false,
    verifiedAtMs: verified ? now : null,
    verificationStrategy: 'otp',
  }
}

export function newPhoneNumber(
  data: UserData,
  phone: { countryCode: string; phoneNumber: string },
  verified: boolean,
): PhoneNumber {
  const now = data.clock.now()
  const verifiedAtMs = verified ? now : null
  return { id: data.ids.next(), createdAtMs: now, ...phone, verifiedAtMs, secondFactor: verified }
}

function newAuthenticator(data: UserData): Authenticator {
  return { id: data.ids.next(), createdAtMs: data.clock.now(), secret: seedTotpSecret }
}
