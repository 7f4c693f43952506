import type { Deployment } from '../../model/deployment.js'

/** What a new password lacks. */
export type PasswordProblem =
  | { readonly code: 'too-short'; readonly minLength: number }
  | { readonly code: 'too-long'; readonly maxLength: number }
  | { readonly code: 'lowercase-missing' | 'uppercase-missing' | 'number-missing' | 'special-missing' }

/** Characters; what the server takes where it looks at no policy (PROTOCOL.md §3.5). */
export const hardLimits = { minLength: 6, maxLength: 125 }

// What a letter or a sign is, servers see differently. These are in every reading.
const demands = [
  ['requireLowercase', /[a-z]/, 'lowercase-missing'],
  ['requireUppercase', /[A-Z]/, 'uppercase-missing'],
  ['requireNumber', /[0-9]/, 'number-missing'],
  ['requireSpecial', /[\p{P}\p{S}]/u, 'special-missing'],
] as const

/**
 * Everything the deployment would object to in a new password; empty when it is fine. For new ones only: an old one may
 * be older than the policy.
 *
 * @example
 * ```ts
 * import { deploymentOf } from '@wachter/core'
 * import { checkPassword } from '@wachter/core/flows'
 *
 * const problems = checkPassword(deploymentOf(client).get().data, 'correct horse')
 * const isTooShort = problems.some(({ code }) => code === 'too-short')
 * ```
 *
 * @see PROTOCOL.md §3.5, §4.8
 */
export function checkPassword(deployment: Deployment | undefined, password: string): readonly PasswordProblem[] {
  const policy = deployment?.authSettings?.password
  const { maxLength } = hardLimits
  const minLength = Math.min(maxLength, Math.max(hardLimits.minLength, policy?.minLength ?? 0))
  const { length } = [...password]
  const problems: PasswordProblem[] = []
  if (length < minLength) problems.push({ code: 'too-short', minLength })
  if (length > maxLength) problems.push({ code: 'too-long', maxLength })
  for (const [demand, pattern, code] of demands) {
    if (policy?.[demand] === true && !pattern.test(password)) problems.push({ code })
  }
  return problems
}
