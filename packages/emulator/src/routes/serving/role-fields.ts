import { badRequestBody, refuseWithoutCode } from '../../wire/refusal'
import type { Role } from '../../world/places/roles'
import { type Form, givenText, textsOf } from './form'

interface RoleRules {
  /** The deployment's list of permissions. */
  listed: string[]
  /** Refuse the permissions in the list, as one server build does, instead of the others. */
  refusesListed: boolean
}

/** Reads a new role. 403 for a permission that it may not have. */
export function readRole(form: Form, { listed, refusesListed }: RoleRules): Pick<Role, 'name' | 'permissions'> {
  const name = givenText(form, 'name')
  if (!name) throw badRequestBody()
  const permissions = [...new Set(textsOf(form, 'permissions'))]
  const refused = permissions.find((permission) => listed.includes(permission) === refusesListed)
  if (refused !== undefined) throw refuseWithoutCode(403, 'A role cannot have this permission')
  return { name, permissions }
}
