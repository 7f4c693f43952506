import type { PasswordCredentials } from '@wachter/core/flows'

/** One field takes both: an identifier with an `@` is an e-mail address. */
export function credentialsOf(identifier: string, password: string): PasswordCredentials {
  const name = identifier.trim()
  return name.includes('@') ? { email: name, password } : { username: name, password }
}
