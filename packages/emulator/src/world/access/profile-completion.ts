import { missingFields } from '../identity/profile'
import { newEmailAddress, newPhoneNumber, type User } from '../identity/users'
import type { Session } from './sessions'
import { passStep, type SigninAttempt, type SigninAttemptData, type SigninProgress } from './signin-attempts'
import type { Origin } from './signins'
import type { SignupProfile } from './signup-attempts'

/**
 * Adds the fields to a user that their sign-in lacks. A new address or number that needs verification adds a step to the
 * attempt. Returns undefined when a field is still missing.
 */
export function completeProfile(
  data: SigninAttemptData,
  session: Session,
  origin: Origin,
  { attempt, user, told }: { attempt: SigninAttempt; user: User; told: SignupProfile },
): SigninProgress | undefined {
  const policy = data.deployment.auth_settings.verification_policy
  const now = data.clock.now()
  user.firstName = told.firstName || user.firstName
  user.lastName = told.lastName || user.lastName
  user.username = told.username || user.username
  const email = told.email ? newEmailAddress(data, told.email, !policy.email) : undefined
  if (email) {
    user.emailAddresses.push(email)
    email.isPrimary = user.primaryEmailAddressId === null
    user.primaryEmailAddressId ??= email.id
    attempt.emailAddressId = email.id
  }
  const number = { countryCode: told.phoneCountryCode, phoneNumber: told.phoneNumber }
  const phone = told.phoneNumber ? newPhoneNumber(data, number, !policy.phone_number) : undefined
  if (phone) {
    user.phoneNumbers.push(phone)
    user.primaryPhoneNumberId ??= phone.id
    attempt.phoneNumberId = phone.id
  }
  user.updatedAtMs = now
  attempt.updatedAtMs = now
  attempt.missingFields = missingFields(data, user)
  attempt.profile = toldSoFar(attempt.profile ?? {}, told)
  if (attempt.missingFields.length > 0) return undefined
  if (email?.verifiedAtMs === null) attempt.remainingSteps.push('verify_email_otp')
  if (phone?.verifiedAtMs === null) attempt.remainingSteps.push('verify_phone_otp')
  return passStep(data, session, origin, attempt)
}

function toldSoFar(before: Record<string, string>, told: SignupProfile): Record<string, string> {
  const named = {
    first_name: told.firstName,
    last_name: told.lastName,
    username: told.username,
    email: told.email,
    phone_number: told.phoneNumber,
    phone_country_code: told.phoneCountryCode,
  }
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [name, value || (before[name] ?? '')]))
}
