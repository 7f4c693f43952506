import { type SigninData, signOutEverywhere } from '../access/signins'
import type { UploadData } from '../deployment/uploads'
import type { PasskeyData } from '../identity/passkeys'
import type { SocialConnectionData } from '../identity/social-connections'
import { addUser, deleteUser, type NewUser, setAuthenticator, type User } from '../identity/users'
import type { NotificationData } from '../notifications/notifications'
import { knownUser } from './lookup'

/** Finds and changes users. */
export interface UserControls {
  /** By id, e-mail address or username. */
  user(who: string): Readonly<User>
  addUser(user: NewUser): Readonly<User>
  /** Disables a user: they cannot sign in, and their sign-ins end unless `signOut` is false. */
  disableUser(who: string, options?: { signOut?: boolean }): void
  enableUser(who: string): void
  deleteUser(who: string): void
  /** Adds or removes a second factor, which lifts or adds MFA restrictions. */
  setAuthenticator(who: string, present: boolean): void
}

/** The parts of the world that these controls use. */
type UserControlData = SigninData & PasskeyData & SocialConnectionData & UploadData & NotificationData

export function createUserControls(data: UserControlData): UserControls {
  return {
    user: (who) => structuredClone(knownUser(data, who)),
    addUser: (user) => structuredClone(addUser(data, user)),
    disableUser(who, { signOut = true } = {}) {
      const user = knownUser(data, who)
      user.disabled = true
      if (signOut) signOutEverywhere(data, user.id)
    },
    enableUser(who) {
      knownUser(data, who).disabled = false
    },
    deleteUser(who) {
      deleteUser(data, knownUser(data, who).id)
    },
    setAuthenticator(who, present) {
      setAuthenticator(data, knownUser(data, who), present)
    },
  }
}
