import { refuse } from '../../wire/refusal'
import type { Session } from '../../world/access/sessions'
import { type SigninData, unexpiredSignins } from '../../world/access/signins'
import type { User } from '../../world/identity/users'

/** Throws when an account is disabled. */
export function refuseDisabled(user: User): void {
  if (user.disabled) throw refuse(403, 'USER_DISABLED', 'User is disabled')
}

/** Throws when an account is disabled, or signed in to this session already. */
export function refuseSignin(data: SigninData, session: Session, user: User): void {
  refuseDisabled(user)
  if (isSignedInHere(data, session, user)) {
    throw refuse(400, 'USER_ALREADY_SIGNED_IN', 'User is already signed in')
  }
}

export function isSignedInHere(data: SigninData, session: Session, user: User): boolean {
  return unexpiredSignins(data, session.id).some((signin) => signin.userId === user.id)
}
