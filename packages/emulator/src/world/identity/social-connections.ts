import type { DeploymentData } from '../deployment/deployment'
import type { ProviderPerson } from './provider-people'
import { addUser, type EmailAddress, findUserByEmail, isSameEmail, type User, type UserData } from './users'

/** A user's account at a social provider, used to sign in. */
export interface SocialConnection {
  id: string
  createdAtMs: number
  userId: string
  provider: string
  emailAddress: string
  firstName: string
  lastName: string
  /** The user's own e-mail address with the same value, if any. */
  userEmailAddressId: string | null
}

/** The parts of the world that social connections use. */
export interface SocialConnectionData extends UserData, DeploymentData {
  socialConnections: Map<string, SocialConnection>
}

/** Oldest first. */
export function socialConnectionsOf(data: SocialConnectionData, userId: string): SocialConnection[] {
  return [...data.socialConnections.values()].filter((row) => row.userId === userId)
}

export function findSocialConnection(
  data: SocialConnectionData,
  provider: string,
  person: ProviderPerson,
): SocialConnection | undefined {
  const rows = [...data.socialConnections.values()]
  return rows.find((row) => row.provider === provider && isSameEmail({ email: row.emailAddress }, person.email))
}

export function connectSocially(
  data: SocialConnectionData,
  user: User,
  provider: string,
  person: ProviderPerson,
): void {
  const row: SocialConnection = {
    id: data.ids.next(),
    createdAtMs: data.clock.now(),
    userId: user.id,
    provider,
    emailAddress: person.email,
    firstName: person.firstName,
    lastName: person.lastName,
    userEmailAddressId: emailOf(user, person)?.id ?? null,
  }
  data.socialConnections.set(row.id, row)
}

/** Finds the user of a social account by connection, else by e-mail address, else creates one; then connects them. */
export function userFromSocialProvider(data: SocialConnectionData, provider: string, person: ProviderPerson): User {
  const connection = findSocialConnection(data, provider, person)
  const connected = connection && data.users.get(connection.userId)
  if (connected) return connected
  const user = userFromProvider(data, person, verificationStrategy(provider))
  connectSocially(data, user, provider, person)
  return user
}

/**
 * Finds the user with a provider's e-mail address, or creates one, and marks the address as verified. Does not check
 * restrictions on sign-up.
 */
export function userFromProvider(data: SocialConnectionData, person: ProviderPerson, strategy: string): User {
  const user = findUserByEmail(data, person.email) ?? newUser(data, person)
  const email = emailOf(user, person)
  if (email?.verifiedAtMs === null) {
    email.verifiedAtMs = data.clock.now()
    email.verificationStrategy = strategy
  }
  return user
}

function newUser(data: SocialConnectionData, { email, firstName, lastName }: ProviderPerson): User {
  const secondFactorPolicy = data.deployment.auth_settings.second_factor_policy as User['secondFactorPolicy']
  return addUser(data, { email, emailVerified: false, firstName, lastName, secondFactorPolicy })
}

function emailOf(user: User, person: ProviderPerson): EmailAddress | undefined {
  return user.emailAddresses.find((row) => isSameEmail(row, person.email))
}

function verificationStrategy(provider: string): string {
  // The server spells these two this way.
  if (provider === 'google_oauth' || provider === 'github_oauth') return `oath_${provider.slice(0, -'_oauth'.length)}`
  return `oauth_${provider.replace(/_oauth$/, '')}`
}
