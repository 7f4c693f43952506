import { as, flag, id, list, maybe, metadata, type Output, object, record, ref, text, time } from './primitives.js'

const userEmailAddress = object({
  id,
  email: text,
  is_primary: flag,
  verified: flag,
  verified_at: as('verifiedAtMs', time),
  verification_strategy: text,
})

const userPhoneNumber = object({
  id,
  phone_number: text,
  country_code: text,
  verified: flag,
  verified_at: as('verifiedAtMs', time),
})

const socialConnection = object({
  id,
  provider: text,
  email_address: text,
  first_name: text,
  last_name: text,
  user_email_address_id: ref,
})

/** PROTOCOL.md §4.6. */
export const user = object({
  ...record,
  first_name: text,
  last_name: text,
  username: text,
  availability: text,
  has_profile_picture: flag,
  profile_picture_url: text,
  primary_email_address_id: ref,
  primary_phone_number_id: ref,
  user_email_addresses: list(userEmailAddress),
  user_phone_numbers: list(userPhoneNumber),
  social_connections: list(socialConnection),
  user_authenticator: maybe(object({ id, created_at: as('createdAtMs', time) })),
  second_factor_policy: text,
  backup_codes_generated: flag,
  has_password: flag,
  has_passkeys: flag,
  public_metadata: metadata,
  disabled: flag,
})

export type WireUser = Output<typeof user>
