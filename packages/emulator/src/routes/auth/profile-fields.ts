import { Refusal, refuse } from '../../wire/refusal'
import { emailRefusal, isCountryRestricted, keywordRefusal, phoneRefusal } from '../../world/access/restrictions'
import type { SignupProfile } from '../../world/access/signup-attempts'
import { findUserByEmail, findUserByPhone, findUserByUsername } from '../../world/identity/users'
import { type Form, optionalText } from '../serving/form'
import type { AuthServer } from './server'

type Data = AuthServer['data']

/** Reads the fields of a sign-up or profile from a form. */
export function profileOf(form: Form): SignupProfile {
  return {
    firstName: optionalText(form, 'first_name'),
    lastName: optionalText(form, 'last_name'),
    email: optionalText(form, 'email'),
    username: optionalText(form, 'username'),
    phoneNumber: optionalText(form, 'phone_number'),
    phoneCountryCode: optionalText(form, 'phone_country_code'),
  }
}

/** Throws when a restriction forbids a field. The reason is in the message only, as on the server. */
export function refuseFields(data: Data, { email, username, phoneNumber, phoneCountryCode }: SignupProfile): void {
  const refusal =
    (email && emailRefusal(data, email)) ||
    (username && keywordRefusal(data, username)) ||
    (phoneNumber && phoneRefusal(data, { phoneNumber, countryCode: phoneCountryCode }))
  if (refusal) throw badField(refusal.message)
}

/** Throws one refusal with every address, username and number that another user has. */
export function refuseTaken(data: Data, profile: SignupProfile): void {
  const { email, username, phoneNumber, phoneCountryCode: countryCode } = profile
  const taken = [
    email && findUserByEmail(data, email) && ['EMAIL_EXISTS', 'Email address already exists'],
    username && findUserByUsername(data, username) && ['USERNAME_EXISTS', 'Username already exists'],
    phoneNumber &&
      findUserByPhone(data, { phoneNumber, countryCode }) && ['PHONE_NUMBER_EXISTS', 'Phone number already exists'],
  ]
  const errors = taken.flatMap((entry) => (entry ? [{ code: entry[0] ?? '', message: entry[1] ?? '' }] : []))
  if (errors.length > 0) throw new Refusal(400, 'Some of this is taken', errors)
}

/** Throws when an attempt would complete with a phone number from a restricted country. */
export function refuseCountry(data: Data, dialCode: string): void {
  if (isCountryRestricted(data, dialCode)) throw refuse(400, 'COUNTRY_RESTRICTED', 'Your country is restricted')
}

/** The refusal of a missing or forbidden field: only the message names the field. */
export function badField(message: string): Refusal {
  return refuse(400, 'BAD_REQUEST_BODY', message)
}
