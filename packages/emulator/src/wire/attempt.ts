import type { SigninAttempt } from '../world/access/signin-attempts'
import { timeToWire } from './time'

/** A snapshot of an attempt. Must be a copy, because one answer may contain the attempt before and after a step. */
export function attemptToWire(attempt: SigninAttempt) {
  return {
    id: attempt.id,
    created_at: timeToWire(attempt.createdAtMs),
    updated_at: timeToWire(attempt.updatedAtMs),
    expires_at: timeToWire(attempt.expiresAtMs),
    session_id: attempt.sessionId,
    user_id: attempt.userId,
    identifier_id: attempt.identifierId,
    enterprise_connection_id: attempt.enterpriseConnectionId,
    method: attempt.method,
    sso_provider: attempt.ssoProvider,
    current_step: attempt.remainingSteps[0] ?? '',
    remaining_steps: [...attempt.remainingSteps],
    completed: attempt.completed,
    errored: attempt.errors.length > 0,
    errors: attempt.errors.length > 0 ? attempt.errors.map((error) => ({ ...error })) : null,
    requires_completion: attempt.remainingSteps.includes('complete_profile'),
    missing_fields: [...attempt.missingFields],
    required_fields: [...attempt.requiredFields],
    first_method_authenticated: attempt.firstMethodAuthenticated,
    second_method_authenticated: attempt.secondMethodAuthenticated,
    second_method_authentication_required: attempt.secondMethodRequired,
    available_2fa_methods: [...attempt.available2faMethods],
    ...(attempt.profile && { profile_completion_data: { ...attempt.profile } }),
  }
}
