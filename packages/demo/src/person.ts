import type { SignIn, User } from '@wachter/core'

/** The display data of a person. */
export interface Person {
  readonly name: string
  readonly email: string
  readonly initials: string
  /** Short and unique, for test ids. */
  readonly handle: string
  readonly pictureUrl: string | undefined
  /** 0 to 359, always the same for one person. */
  readonly hue: number
}

export function personOf(user: User | null | undefined): Person {
  const addresses = user?.userEmailAddresses ?? []
  const email = (addresses.find(({ id }) => id === user?.primaryEmailAddressId) ?? addresses[0])?.email ?? ''
  const names = [user?.firstName, user?.lastName].filter((name) => name !== undefined && name !== '')
  const name = names.join(' ') || user?.username || email || 'Nobody'
  return {
    name,
    email,
    initials: (names.length > 0 ? names : [name]).map((part) => part?.charAt(0).toUpperCase()).join(''),
    handle: user?.username || email,
    pictureUrl: user?.hasProfilePicture && user.profilePictureUrl ? user.profilePictureUrl : undefined,
    hue: [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 0),
  }
}

/** Whether two sign-ins are the same account in the same organization and workspace. */
export const isSameContext = (one: SignIn | null | undefined, other: SignIn | null | undefined): boolean =>
  one?.id === other?.id &&
  one?.activeOrganizationMembershipId === other?.activeOrganizationMembershipId &&
  one?.activeWorkspaceMembershipId === other?.activeWorkspaceMembershipId
