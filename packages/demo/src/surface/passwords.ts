import type { Deployment } from '@wachter/core'
import { checkPassword, type PasswordProblem } from '@wachter/core/flows'

/** The deployment's requirements on a new password: an empty one violates all of them. */
export const passwordHint = (deployment: Deployment | undefined): string =>
  `It needs ${inWords(checkPassword(deployment, '').map(demandOf))}.`

/** The requirements that a new password violates, as a sentence; undefined when it is valid. */
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
