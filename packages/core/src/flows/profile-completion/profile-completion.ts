import type { InProgress } from '../attempts/attempt-steps.js'
import type { Verification } from '../attempts/verification.js'
import type { FieldName } from '../engine/flow-error.js'
import { fieldsFromWire, type ProfileInput, profileToForm } from './profile-fields.js'

/** The deployment requires more fields before the user can sign in. */
export interface ProfileCompletionStep<State> extends InProgress {
  readonly kind: 'complete-profile'
  readonly missing: readonly FieldName[]
  readonly submit: (profile: ProfileInput) => Promise<State>
}

/** The actions and fields of the step that completes a profile. */
export const createProfileCompletion = ({ completeProfile }: Verification) => ({
  actions: { submit: (input: ProfileInput) => completeProfile(profileToForm(input)) },
  tell: ({ missingFields }: { readonly missingFields: readonly string[] }) => ({
    kind: 'complete-profile' as const,
    missing: fieldsFromWire(missingFields),
  }),
})
