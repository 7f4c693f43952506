import { refuseWithoutCode } from '../../wire/refusal'
import type { Organization } from '../../world/places/organizations'
import type { Workspace } from '../../world/places/workspaces'
import { type Form, givenFlag, givenText, textsOf } from './form'

type PlaceFields = Pick<Organization, keyof Organization & keyof Workspace>

// One flag: its name differs between server builds, and between organizations and workspaces.
const mfaNames = ['enforce_mfa', 'enforce_mfa_setup', 'enforce_2fa']

/** The fields of an organization or workspace that a form changes. A list of addresses cannot be emptied. */
export function placeChanges(form: Form): Partial<PlaceFields> {
  const name = givenText(form, 'name')
  const description = givenText(form, 'description')
  const enableIpRestriction = givenFlag(form, 'enable_ip_restriction')
  const enforceMfa = mfaNames.map((field) => givenFlag(form, field)).find((flag) => flag !== undefined)
  const whitelistedIps = textsOf(form, 'whitelisted_ips')
  // The protocol does not say what an empty name does: a place keeps one.
  if (name === '') throw refuseWithoutCode(400, 'The name is required')
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(enableIpRestriction !== undefined && { enableIpRestriction }),
    ...(enforceMfa !== undefined && { enforceMfa }),
    ...(whitelistedIps.length > 0 && { whitelistedIps }),
  }
}

/** The name of a place, which is required where it is created. */
export function requireName(form: Form): string {
  const name = givenText(form, 'name')
  if (!name) throw refuseWithoutCode(400, 'The name is required')
  return name
}
