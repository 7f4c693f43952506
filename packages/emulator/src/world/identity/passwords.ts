import type { DeploymentData } from '../deployment/deployment'

/** Why a new password violates the policy, as a message. */
export function passwordRefusal(data: DeploymentData, password: string): string | undefined {
  const policy = data.deployment.auth_settings.password
  if (password.length < policy.min_length) return `Password must have at least ${policy.min_length} characters`
  if (policy.require_lowercase && !/[a-z]/.test(password)) return 'Password must contain a lowercase letter'
  if (policy.require_uppercase && !/[A-Z]/.test(password)) return 'Password must contain an uppercase letter'
  if (policy.require_number && !/\d/.test(password)) return 'Password must contain a number'
  if (policy.require_special && !/[^A-Za-z0-9]/.test(password)) return 'Password must contain a special character'
  return undefined
}
