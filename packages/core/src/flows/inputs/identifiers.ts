import type { SignIn } from '../../model/session.js'
import type { User } from '../../model/user.js'

/** Whether a typed text is an address, number or name of this account. True for an account without a user: it may be. */
export function isIdentifierOf({ user }: SignIn, typed: string | undefined): boolean {
  if (!typed) return false
  if (!user) return true
  const text = typed.trim().toLowerCase()
  return namesOf(user).some((name) => name.toLowerCase() === text) || isPhoneOf(user, typed)
}

const namesOf = (user: User): readonly string[] => [
  user.username,
  ...user.userEmailAddresses.map(({ email }) => email),
  ...user.socialConnections.map(({ emailAddress }) => emailAddress),
]

function isPhoneOf({ userPhoneNumbers }: User, typed: string): boolean {
  const digits = typed.replace(/\D/g, '')
  return (
    digits !== '' &&
    userPhoneNumbers.some(({ countryCode, phoneNumber }) =>
      [phoneNumber, countryCode + phoneNumber].some((number) => number.replace(/\D/g, '') === digits),
    )
  )
}
