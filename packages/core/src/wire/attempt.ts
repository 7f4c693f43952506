import { flag, id, list, maybe, names, object, ref, text, time } from './primitives.js'

/** PROTOCOL.md §4.4. */
export const signInAttempt = object({
  id,
  created_at: time,
  updated_at: time,
  expires_at: time,
  session_id: ref,
  user_id: ref,
  identifier_id: ref,
  method: text,
  sso_provider: text,
  current_step: text,
  remaining_steps: names,
  completed: flag,
  errored: flag,
  errors: list(object({ code: text, message: text })),
  requires_completion: flag,
  missing_fields: names,
  required_fields: names,
  second_method_authentication_required: flag,
  available_2fa_methods: names,
  profile_completion_data: maybe(
    object({
      first_name: text,
      last_name: text,
      username: text,
      email: text,
      phone_number: text,
      phone_country_code: text,
    }),
  ),
})

/** PROTOCOL.md §4.5. */
export const signUpAttempt = object({
  id,
  created_at: time,
  updated_at: time,
  session_id: ref,
  first_name: text,
  last_name: text,
  email: text,
  username: text,
  phone_number: text,
  phone_country_code: text,
  required_fields: names,
  missing_fields: names,
  current_step: text,
  remaining_steps: names,
  completed: flag,
  sso_provider: text,
})
