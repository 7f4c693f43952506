import { type PasskeyData, passkeysOf } from '../world/identity/passkeys'
import { type SocialConnectionData, socialConnectionsOf } from '../world/identity/social-connections'
import type { EmailAddress, PhoneNumber, User, UserData } from '../world/identity/users'
import { socialConnectionToWire } from './social-connection'
import { timeToWire } from './time'

function userToWire(user: User) {
  const emailAddresses = user.emailAddresses.map(emailAddressToWire)
  const phoneNumbers = user.phoneNumbers.map(phoneNumberToWire)
  return {
    id: user.id,
    created_at: timeToWire(user.createdAtMs),
    updated_at: timeToWire(user.updatedAtMs),
    first_name: user.firstName,
    last_name: user.lastName,
    username: user.username,
    availability: 'available',
    has_profile_picture: user.profilePictureUrl !== '',
    profile_picture_url: user.profilePictureUrl,
    primary_email_address_id: user.primaryEmailAddressId,
    primary_phone_number_id: user.primaryPhoneNumberId,
    primary_email_address: emailAddresses.find((row) => row.id === user.primaryEmailAddressId) ?? null,
    primary_phone_number: phoneNumbers.find((row) => row.id === user.primaryPhoneNumberId) ?? null,
    user_email_addresses: emailAddresses,
    user_phone_numbers: phoneNumbers,
    user_authenticator: user.authenticator && {
      id: user.authenticator.id,
      created_at: timeToWire(user.authenticator.createdAtMs),
    },
    second_factor_policy: user.secondFactorPolicy,
    backup_codes_generated: user.backupCodes.length > 0,
    has_password: user.password !== null,
    public_metadata: structuredClone(user.publicMetadata),
    segments: [],
    disabled: user.disabled,
    schema_version: 'v1',
    last_password_reset_at: timeToWire(user.lastPasswordResetAtMs),
    active_organization_membership_id: user.activeOrganizationMembershipId,
    active_workspace_membership_id: user.activeWorkspaceMembershipId,
  }
}

/** The parts of the world that a user on the wire uses. */
export type UserWireData = UserData & PasskeyData & SocialConnectionData

export function wireUserOf(data: UserWireData, userId: string) {
  const user = data.users.get(userId)
  if (!user) return undefined
  const socialConnections = socialConnectionsOf(data, user.id).map(socialConnectionToWire)
  return {
    ...userToWire(user),
    ...(socialConnections.length > 0 && { social_connections: socialConnections }),
    has_passkeys: passkeysOf(data, user.id).length > 0,
  }
}

/** What other members of an organization or workspace see of a user. */
export function publicUserOf(data: UserData, userId: string) {
  const user = data.users.get(userId)
  if (!user) return null
  const { id, first_name, last_name, username, availability, public_metadata, ...more } = userToWire(user)
  const { has_profile_picture, profile_picture_url, primary_email_address, primary_phone_number } = more
  return {
    id,
    first_name,
    last_name,
    username,
    availability,
    has_profile_picture,
    profile_picture_url,
    primary_email_address,
    primary_phone_number,
    public_metadata,
  }
}

export function emailAddressToWire(row: EmailAddress) {
  return {
    id: row.id,
    created_at: timeToWire(row.createdAtMs),
    updated_at: timeToWire(row.createdAtMs),
    email: row.email,
    is_primary: row.isPrimary,
    verified: row.verifiedAtMs !== null,
    verified_at: timeToWire(row.verifiedAtMs),
    verification_strategy: row.verificationStrategy,
  }
}

export function phoneNumberToWire(row: PhoneNumber) {
  return {
    id: row.id,
    created_at: timeToWire(row.createdAtMs),
    updated_at: timeToWire(row.createdAtMs),
    phone_number: row.phoneNumber,
    country_code: row.countryCode,
    verified: row.verifiedAtMs !== null,
    verified_at: timeToWire(row.verifiedAtMs),
  }
}
