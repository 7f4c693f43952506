import { as, flag, list, maybe, names, object, record, ref, text, time } from './primitives.js'

const person = {
  first_name: text,
  last_name: text,
  email: text,
  username: text,
  phone_number: text,
  phone_country_code: text,
}

const attempt = {
  ...record,
  session_id: ref,
  required_fields: names,
  missing_fields: names,
  current_step: text,
  remaining_steps: names,
  completed: flag,
  sso_provider: text,
}

/** PROTOCOL.md §4.4. */
export const signInAttempt = object({
  ...attempt,
  expires_at: as('expiresAtMs', time),
  user_id: ref,
  identifier_id: ref,
  method: text,
  errored: flag,
  errors: list(object({ code: text, message: text })),
  requires_completion: flag,
  second_method_authentication_required: flag,
  available_2fa_methods: names,
  profile_completion_data: maybe(object(person)),
})

/** PROTOCOL.md §4.5. */
export const signUpAttempt = object({ ...attempt, ...person })
