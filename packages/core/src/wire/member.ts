import { isObject } from '../json.js'
import { membership, role, workspace } from './membership.js'
import { as, count, field, flag, id, maybe, object, record, ref, strictList, text, time } from './primitives.js'

/** One text of an object; absent is `""`. */
const textIn = (name: string) =>
  field((value, reading) => text.read(isObject(value) ? value[name as keyof typeof value] : undefined, reading))

/** What every member may know of another (PROTOCOL.md §4.7). */
const publicUser = object({
  id,
  first_name: text,
  last_name: text,
  username: text,
  availability: text,
  has_profile_picture: flag,
  profile_picture_url: text,
  primary_email_address: as('email', textIn('email')),
  primary_phone_number: as('phoneNumber', textIn('phone_number')),
})

const user = maybe(publicUser)

/** A newer server gives the membership of the inviter, with the user inside. */
const inviter: typeof user = {
  ...user,
  read: (value, reading) => user.read((isObject(value) && (value.public_user_data ?? value.user)) || value, reading),
}

/** Of organizations and workspaces. The server's builds name the user differently (PROTOCOL-ROUTES.md §3). */
const member = object({
  ...membership,
  user,
  public_user_data: user,
})

/** A page of members; it has no total (PROTOCOL.md §3.6). */
export const memberPage = object({
  data: strictList(member),
  meta: maybe(object({ has_more: flag, page: count })),
})

export const roles = strictList(role)

const invitationRow = object({
  ...record,
  email: text,
  organization_id: ref,
  inviter,
  initial_organization_role: maybe(role),
  initial_workspace_role: maybe(role),
  workspace: maybe(workspace),
  expires_at: as('expiresAtMs', time),
  expired: flag,
})

/** The server has two names for the end of an invitation. */
const invitation: typeof invitationRow = {
  ...invitationRow,
  read: (value, reading) =>
    invitationRow.read(
      isObject(value) ? { ...value, expires_at: time.read(value.expires_at, reading) ?? value.expiry } : value,
      reading,
    ),
}

export const organizationInvitations = strictList(invitation)
