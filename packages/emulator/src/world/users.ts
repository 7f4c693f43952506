import type { WorldData } from './data'

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
  authenticator: { id: string; createdAtMs: number } | null
  backupCodes: string[]
  secondFactorPolicy: 'none' | 'optional' | 'enforced'
  profilePictureUrl: string
  publicMetadata: Record<string, unknown> | null
  disabled: boolean
  /** What the next sign-in of this user starts with. */
  activeOrganizationMembershipId: string | null
  activeWorkspaceMembershipId: string | null
}

export interface EmailAddress {
  id: string
  createdAtMs: number
  email: string
  verifiedAtMs: number | null
}

export interface PhoneNumber {
  id: string
  createdAtMs: number
  phoneNumber: string
  countryCode: string
  verifiedAtMs: number | null
}

/** A user as one writes it down in a seed. */
export interface NewUser {
  email?: string
  /** Default true. */
  emailVerified?: boolean
  username?: string
  password?: string
  firstName?: string
  lastName?: string
  /** Gives the user an authenticator app, which counts as having a second factor. Default false. */
  authenticator?: boolean
  backupCodes?: string[]
  /** `enforced` makes sign-ins stop at `verify_second_factor`. Default `none`. */
  secondFactorPolicy?: User['secondFactorPolicy']
  profilePictureUrl?: string
  publicMetadata?: Record<string, unknown>
  disabled?: boolean
}

export function addUser(data: WorldData, user: NewUser): User {
  const now = data.clock.now()
  const id = data.ids.next()
  const emailAddresses = user.email === undefined ? [] : [newEmailAddress(data, user.email, user.emailVerified ?? true)]
  const row: User = {
    id,
    createdAtMs: now,
    updatedAtMs: now,
    firstName: user.firstName ?? '',
    lastName: user.lastName ?? '',
    username: user.username ?? '',
    password: user.password ?? null,
    emailAddresses,
    phoneNumbers: [],
    primaryEmailAddressId: emailAddresses[0]?.id ?? null,
    primaryPhoneNumberId: null,
    authenticator: user.authenticator ? { id: data.ids.next(), createdAtMs: now } : null,
    backupCodes: user.backupCodes ?? [],
    secondFactorPolicy: user.secondFactorPolicy ?? 'none',
    profilePictureUrl: user.profilePictureUrl ?? '',
    publicMetadata: user.publicMetadata ?? {},
    disabled: user.disabled ?? false,
    activeOrganizationMembershipId: null,
    activeWorkspaceMembershipId: null,
  }
  data.users.set(id, row)
  return row
}

export function findUserByEmail(data: WorldData, email: string): User | undefined {
  const wanted = email.trim().toLowerCase()
  return [...data.users.values()].find((user) => user.emailAddresses.some((row) => row.email.toLowerCase() === wanted))
}

export function findUserByUsername(data: WorldData, username: string): User | undefined {
  const wanted = username.trim().toLowerCase()
  return [...data.users.values()].find((user) => user.username !== '' && user.username.toLowerCase() === wanted)
}

/** Finds a user by id, e-mail address or username. */
export function findUser(data: WorldData, who: string): User | undefined {
  return data.users.get(who) ?? findUserByEmail(data, who) ?? findUserByUsername(data, who)
}

export function hasSecondFactor(user: User): boolean {
  return user.authenticator !== null || user.backupCodes.length > 0
}

export function setAuthenticator(data: WorldData, user: User, present: boolean): void {
  user.authenticator = present ? { id: data.ids.next(), createdAtMs: data.clock.now() } : null
  // The server wipes the backup codes along with the authenticator.
  if (!present) user.backupCodes = []
}

/** Deletes a user with everything that belongs to them. */
export function deleteUser(data: WorldData, userId: string): boolean {
  for (const table of [data.workspaceMemberships, data.organizationMemberships, data.signins]) {
    for (const row of table.values()) if (row.userId === userId) table.delete(row.id)
  }
  return data.users.delete(userId)
}

function newEmailAddress(data: WorldData, email: string, verified: boolean): EmailAddress {
  const now = data.clock.now()
  return { id: data.ids.next(), createdAtMs: now, email, verifiedAtMs: verified ? now : null }
}
