import { badRequestBody, refuse, refuseWithoutCode } from '../../wire/refusal'
import { keywordRefusal } from '../../world/access/restrictions'
import { removeUploads } from '../../world/deployment/uploads'
import { findUserByUsername, type User } from '../../world/identity/users'
import { type AppContext, answer, assumeSignin, requireUser } from '../serving/context'
import { type Form, optionalText, readForm } from '../serving/form'
import type { MeServer } from './server'

/** Updates the given profile fields. Empty fields are ignored, so no field can be cleared. */
export async function updateMe(c: AppContext, server: MeServer): Promise<Response> {
  const { data } = server
  assumeSignin(c, server)
  const user = requireUser(c, server)
  const form = await readForm(c)
  refuseUsername(server, user, optionalText(form, 'username'))
  const primary = requirePrimaries(user, form)
  const policy = optionalText(form, 'second_factor_policy')
  if (policy !== '' && policy !== 'none' && policy !== 'enforced') throw badRequestBody()
  user.firstName = optionalText(form, 'first_name') || user.firstName
  user.lastName = optionalText(form, 'last_name') || user.lastName
  user.username = optionalText(form, 'username') || user.username
  user.primaryEmailAddressId = primary.emailAddressId || user.primaryEmailAddressId
  user.primaryPhoneNumberId = primary.phoneNumberId || user.primaryPhoneNumberId
  user.secondFactorPolicy = policy || user.secondFactorPolicy
  if (form.remove_profile_picture === 'true') {
    removeUploads(data, user.id)
    user.profilePictureUrl = ''
  }
  user.updatedAtMs = data.clock.now()
  return answer(c, server, 'Profile updated')
}

function refuseUsername({ data }: MeServer, user: User, username: string): void {
  if (username === '' || username === user.username) return
  const refusal = keywordRefusal(data, username)
  if (refusal) throw refuseWithoutCode(400, refusal.message)
  const other = findUserByUsername(data, username)
  if (other && other !== user) throw refuse(400, 'USERNAME_EXISTS', 'Username already exists')
}

function requirePrimaries(user: User, form: Form): { emailAddressId: string; phoneNumberId: string } {
  const emailAddressId = optionalText(form, 'primary_email_address_id')
  const phoneNumberId = optionalText(form, 'primary_phone_number_id')
  const isVerified = (rows: { id: string; verifiedAtMs: number | null }[], id: string) =>
    id === '' || rows.some((row) => row.id === id && row.verifiedAtMs !== null)
  if (isVerified(user.emailAddresses, emailAddressId) && isVerified(user.phoneNumbers, phoneNumberId)) {
    return { emailAddressId, phoneNumberId }
  }
  throw refuseWithoutCode(400, 'A primary contact must be verified')
}
