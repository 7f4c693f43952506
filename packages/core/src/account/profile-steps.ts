import type { LoadingStep } from '../flows/attempts/attempt-steps.js'
import type { FlowState, StepBase } from '../flows/engine/declaration.js'
import type { User } from '../model/user.js'
import type { SignedOutStep } from './account-steps.js'

export type ProfileState = FlowState<ProfileStep>

/** Resolves when the state shows the outcome; never rejects. */
type Outcome = Promise<ProfileState>

/** See PROTOCOL.md §3.5. */
export type ProfileStep = LoadingStep | SignedOutStep | ProfileEditStep

export interface ProfileChanges {
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly username?: string | undefined
  /** `enforced`: each sign-in of this user takes a second factor. */
  readonly secondFactorPolicy?: 'none' | 'enforced' | undefined
}

/** The profile of the active account. Codes of all: `signed-out`, `context-changed`. */
export interface ProfileEditStep extends StepBase {
  readonly kind: 'edit'
  readonly profile: User
  /**
   * Changes the fields that differ from the profile; if none does, nothing is sent. Codes: `username-exists`;
   * `cannot-be-cleared` for a field that has a text and is given none, named in `fields`: the server ignores empty fields.
   */
  readonly update: (changes: ProfileChanges) => Outcome
  /** Replaces the picture with an image of 5 MB at most. Codes: `picture-rejected`. */
  readonly setPicture: (file: Blob) => Outcome
  readonly removePicture: () => Outcome
}
