import type { SignupAttempt } from '../world/access/signup-attempts'
import { timeToWire } from './time'

/** A sign-up in progress, without the password. */
export function signupAttemptToWire(attempt: SignupAttempt) {
  return {
    id: attempt.id,
    created_at: timeToWire(attempt.createdAtMs),
    updated_at: timeToWire(attempt.updatedAtMs),
    session_id: attempt.sessionId,
    first_name: attempt.firstName,
    last_name: attempt.lastName,
    email: attempt.email,
    username: attempt.username,
    phone_number: attempt.phoneNumber,
    phone_country_code: attempt.phoneCountryCode,
    required_fields: [...attempt.requiredFields],
    missing_fields: [...attempt.missingFields],
    current_step: attempt.remainingSteps[0] ?? '',
    remaining_steps: [...attempt.remainingSteps],
    completed: attempt.completed,
    ...(attempt.ssoProvider !== '' && { is_oauth_signup: true, sso_provider: attempt.ssoProvider }),
  }
}
