import type { SignInInput } from '@wachter/core/flows'

/** One field takes both: what holds an @ is an e-mail address. */
export function signInInput(identifier: string, password: string): SignInInput {
  const name = identifier.trim()
  return name.includes('@')
    ? { strategy: 'plain_email', email: name, password }
    : { strategy: 'plain_username', username: name, password }
}
