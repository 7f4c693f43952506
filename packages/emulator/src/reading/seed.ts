import type { NewNotification } from '../world/controls/notifications'
import type { Seed, SeedPlace } from '../world/seed'
import { flag, list, milliseconds, object, oneOf, onlyFields, text, texts } from './kinds'

/** A user of a seed or of the control API. */
export const newUser = {
  email: text,
  emailVerified: flag,
  phone: onlyFields({ countryCode: text, phoneNumber: text }),
  phoneVerified: flag,
  username: text,
  password: text,
  firstName: text,
  lastName: text,
  authenticator: flag,
  backupCodes: texts,
  secondFactorPolicy: oneOf('none', 'optional', 'enforced'),
  profilePictureUrl: text,
  publicMetadata: object,
  disabled: flag,
}

const place = {
  description: text,
  imageUrl: text,
  enforceMfa: flag,
  whitelistedIps: texts,
  publicMetadata: object,
  roles: list(onlyFields({ name: text, permissions: texts })),
  members: list(onlyFields({ user: text, roles: texts })),
}

/** A notification of a seed or of the control API, to one recipient. */
export const newNotification = {
  user: text,
  organization: text,
  workspace: text,
  body: text,
  severity: text,
  ctas: list(onlyFields({ label: text, payload: (value: unknown) => value })),
  metadata: object,
  lifetimeMs: milliseconds,
}

const onlyInOrganizations = {
  workspaces: list(onlyFields({ name: text }, place)),
  domains: list(onlyFields({ fqdn: text }, { verified: flag })),
  invitations: list(onlyFields({ email: text }, { roles: texts })),
}

const seed = onlyFields(
  { users: list(onlyFields({}, newUser)) },
  {
    organizations: list(onlyFields({ name: text }, { ...place, ...onlyInOrganizations })),
    templates: list(onlyFields({ name: text, lifetimeMs: milliseconds }, { skewMs: milliseconds, metadata: object })),
    // The deployment checks each of its settings itself.
    deployment: object,
    providerPeople: list(onlyFields({ email: text }, { firstName: text, lastName: text, providers: texts })),
    enterpriseConnections: list(onlyFields({ domain: text }, { name: text, provider: oneOf('oidc', 'saml') })),
    notifications: list(onlyFields({ title: text }, newNotification)),
  },
)

/**
 * Reads a seed that somebody wrote by hand.
 *
 * @throws {TypeError} that names the field: of the wrong type, unknown, or a reference to what is not in the seed
 */
export function readSeed(json: unknown): Seed {
  const read: Seed = seed(json, '')
  const names = read.users.flatMap(({ email, username }) => [email ?? [], username ?? []].flat())
  const users = new Set(names.map((name) => name.toLowerCase()))
  for (const [index, organization] of (read.organizations ?? []).entries()) {
    const path = `organizations[${index}]`
    refuseStrangers(organization, users, path)
    for (const [at, { roles: invited = [] }] of (organization.invitations ?? []).entries()) {
      refuseUnknownRoles(invited, organization, `${path}.invitations[${at}]`)
    }
    const members = new Set(organization.members?.flatMap(({ user }) => namesOf(read, user)))
    for (const [at, workspace] of (organization.workspaces ?? []).entries()) {
      refuseStrangers(workspace, members, `${path}.workspaces[${at}]`)
    }
  }
  for (const [index, notification] of (read.notifications ?? []).entries()) {
    refuseRecipient(read, users, notification, `notifications[${index}]`)
  }
  return read
}

function refuseRecipient(read: Seed, users: ReadonlySet<string>, notification: NewNotification, path: string): void {
  const { user, organization, workspace } = notification
  const named = Object.entries({ user, organization, workspace }).filter(([, name]) => name !== undefined)
  const [[kind, name] = ['user', '']] = named
  if (named.length !== 1)
    throw new TypeError(`"${path}" must have a "user", an "organization" or a "workspace", and one only`)
  const organizations = read.organizations ?? []
  const places = kind === 'organization' ? organizations : organizations.flatMap(({ workspaces = [] }) => workspaces)
  const isThere = kind === 'user' ? users.has(String(name).toLowerCase()) : places.some((place) => place.name === name)
  if (!isThere) throw new TypeError(`"${path}.${kind}" is "${name}", which is no ${kind} of the seed`)
}

/** All names of a user in a seed, in lower case. */
function namesOf({ users }: Seed, who: string): string[] {
  const same = (name: string | undefined) => name?.toLowerCase() === who.toLowerCase()
  const found = users.find(({ email, username }) => same(email) || same(username))
  return [found?.email ?? [], found?.username ?? []].flat().map((name) => name.toLowerCase())
}

function refuseStrangers(place: SeedPlace, users: ReadonlySet<string>, path: string): void {
  for (const [index, member] of (place.members ?? []).entries()) {
    const at = `${path}.members[${index}]`
    if (!users.has(member.user.toLowerCase())) {
      throw new TypeError(
        `"${at}.user" is "${member.user}", who is ${path.includes('.') ? 'no member of the organization' : 'no user of the seed'}`,
      )
    }
    refuseUnknownRoles(member.roles, place, at)
  }
}

function refuseUnknownRoles(names: string[], { roles = [] }: SeedPlace, at: string): void {
  const known = ['Admin', 'Member', ...roles.map(({ name }) => name)]
  const unknown = names.findIndex((name) => !known.includes(name))
  if (unknown < 0) return
  throw new TypeError(`"${at}.roles[${unknown}]" is "${names[unknown]}", not one of ${known.join(', ')}`)
}
