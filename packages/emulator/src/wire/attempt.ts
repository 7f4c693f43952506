import type { SigninAttempt } from '../world/attempts'
import { timeToWire } from './time'

export function attemptToWire(attempt: SigninAttempt) {
  return {
    id: attempt.id,
    created_at: timeToWire(attempt.createdAtMs),
    updated_at: timeToWire(attempt.updatedAtMs),
    expires_at: timeToWire(attempt.expiresAtMs),
    session_id: attempt.sessionId,
    user_id: attempt.userId,
    identifier_id: attempt.identifierId,
    enterprise_connection_id: null,
    method: attempt.method,
    sso_provider: '',
    current_step: attempt.remainingSteps[0] ?? '',
    remaining_steps: attempt.remainingSteps,
    completed: attempt.completed,
    errored: false,
    errors: null,
    requires_completion: attempt.remainingSteps.includes('complete_profile'),
    missing_fields: attempt.missingFields,
    required_fields: attempt.requiredFields,
    first_method_authenticated: attempt.firstMethodAuthenticated,
    second_method_authenticated: false,
    second_method_authentication_required: attempt.remainingSteps.includes('verify_second_factor'),
    available_2fa_methods: attempt.available2faMethods,
  }
}
