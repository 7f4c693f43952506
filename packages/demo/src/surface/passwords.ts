import type { Deployment } from '@wachter/core'
import { checkPassword, type PasswordProblem } from '@wachter/core/flows'

/** What the deployment asks of a new password: an empty one lacks all of it. */
export const passwordHint = (deployment: Deployment | undefined): string =>
  `It needs ${inWords(checkPassword(deployment, '').map(demandOf))}.`

/** What a new password lacks, in a sentence; undefined when it is fine. */
export function passwordRefusal(deployment: Deployment | undefined, password: string): string | undefined {
  const problems = checkPassword(deployment, password)
  return problems.length > 0 ? `The password still needs ${inWords(problems.map(demandOf))}.` : undefined
}

function demandOf(problem: PasswordProblem): string {
  switch (problem.code) {
    case 'too-short':
      return `at least ${problem.minLength} characters`
    case 'too-long':
      return `to have at most ${problem.maxLength} characters`
    case 'lowercase-missing':
      return 'a lowercase letter'
    case 'uppercase-missing':
      return 'an uppercase letter'
    case 'number-missing':
      return 'a digit'
    case 'special-missing':
      return 'a sign such as ! or #'
  }
}

/** `a, b and c` */
const inWords = (parts: readonly string[]): string =>
  [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter(Boolean).join(' and ')
