import type { SessionContainer, SignIn } from '../model/session.js'
import type { User } from '../model/user.js'

/** The accounts a later session has no more: signed out, or of a browser session that was replaced. */
export function accountsLeft(before?: SessionContainer, after?: SessionContainer): readonly SignIn[] {
  if (!before || !after || before.signIns === after.signIns) return []
  const here = new Set(after.signIns.map(({ id }) => id))
  return before.signIns.filter(({ id }) => !here.has(id))
}

/** Whether what somebody typed is an address, number or name of this account. Of an account without a user it may be. */
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

/** Tells whether the account something was completed for is still here. */
export interface Completion {
  /** Whether that account was signed out since. Asked whenever the step is read: the first time it is the active one. */
  readonly isUndone: (container: SessionContainer) => boolean
  readonly reset: () => void
}

export function createCompletion(): Completion {
  let signInId: string | undefined
  return {
    isUndone({ activeSignIn, signIns }) {
      signInId ??= activeSignIn?.id
      return signInId !== undefined && !signIns.some(({ id }) => id === signInId)
    },
    reset() {
      signInId = undefined
    },
  }
}
