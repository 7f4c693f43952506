import type { DeploymentData } from '../deployment/deployment'
import { type Field, requiredFields } from '../identity/profile'
import { addUser, type User } from '../identity/users'
import { consumeInvitation, type DeploymentInvitationData } from './deployment-invitations'
import type { Session } from './sessions'
import { createSignin, type Origin, type Signin, type SigninData } from './signins'

type SignupStep = 'verify_email' | 'verify_phone'

/** The fields of a sign-up. Fields that were not sent are empty. */
export interface SignupProfile {
  firstName: string
  lastName: string
  email: string
  username: string
  phoneNumber: string
  /** The dial code with its `+`. */
  phoneCountryCode: string
}

export interface SignupAttempt extends SignupProfile {
  id: string
  createdAtMs: number
  updatedAtMs: number
  expiresAtMs: number
  sessionId: string
  password: string | null
  requiredFields: Field[]
  missingFields: Field[]
  remainingSteps: SignupStep[]
  /** Stays false when there was nothing to verify, although the user exists. */
  completed: boolean
  /** The user it created. */
  userId: string | null
  /** The provider of a sign-up that lacks a required field; empty for other sign-ups. */
  ssoProvider: string
  inviteToken: string | null
}

export interface SignupProgress {
  attempt: SignupAttempt
  /** The user and their sign-in once no step is left. The sign-in is the active one. */
  user: User | undefined
  signin: Signin | undefined
}

export interface SignupStart {
  profile: SignupProfile
  password?: string | null
  inviteToken?: string | null
}

/** The parts of the world that sign-up attempts use. */
export interface SignupAttemptData extends SigninData, DeploymentData, DeploymentInvitationData {
  signupAttempts: Map<string, SignupAttempt>
}

/** Starts a sign-up with valid fields. If there is nothing to verify, the user is created and signed in at once. */
export function startSignupAttempt(
  data: SignupAttemptData,
  session: Session,
  origin: Origin,
  { profile, password = null, inviteToken = null }: SignupStart,
): SignupProgress {
  const attempt = createAttempt(data, session, { ...profile, password, inviteToken, ssoProvider: '' })
  attempt.remainingSteps = stepsFor(data, profile)
  if (attempt.remainingSteps.length > 0) return { attempt, user: undefined, signin: undefined }
  return { attempt, ...createUser(data, session, origin, attempt) }
}

/** Starts a sign-up from a provider that lacks a required field: `complete-profile` continues it. */
export function startOauthSignupAttempt(
  data: SignupAttemptData,
  session: Session,
  { profile, ssoProvider }: { profile: SignupProfile; ssoProvider: string },
): SignupAttempt {
  const attempt = createAttempt(data, session, { ...profile, password: null, inviteToken: null, ssoProvider })
  attempt.missingFields = missingFieldsOf(data, profile)
  return attempt
}

/** Completes the current step of an attempt. After the last step, the user is created and signed in. */
export function passSignupStep(
  data: SignupAttemptData,
  session: Session,
  origin: Origin,
  attempt: SignupAttempt,
): SignupProgress {
  attempt.remainingSteps.shift()
  attempt.updatedAtMs = data.clock.now()
  if (attempt.remainingSteps.length > 0) return { attempt, user: undefined, signin: undefined }
  attempt.completed = true
  return { attempt, ...createUser(data, session, origin, attempt) }
}

/** Adds missing fields. A new field that needs verification adds a step; with no step left the user is created. */
export function completeSignupProfile(
  data: SignupAttemptData,
  session: Session,
  origin: Origin,
  attempt: SignupAttempt,
  told: SignupProfile,
): SignupProgress {
  const isTold = (field: keyof SignupProfile) => told[field] !== '' && told[field] !== attempt[field]
  const fresh = { email: isTold('email') ? told.email : '', phoneNumber: isTold('phoneNumber') ? told.phoneNumber : '' }
  for (const field of Object.keys(told) as (keyof SignupProfile)[]) attempt[field] = told[field] || attempt[field]
  attempt.updatedAtMs = data.clock.now()
  attempt.missingFields = missingFieldsOf(data, attempt)
  if (attempt.missingFields.length > 0) return { attempt, user: undefined, signin: undefined }
  attempt.remainingSteps = stepsFor(data, fresh)
  if (attempt.remainingSteps.length > 0) return { attempt, user: undefined, signin: undefined }
  attempt.completed = true
  return { attempt, ...createUser(data, session, origin, attempt) }
}

/** Oldest first, never pruned. */
export function signupAttemptsOf(data: SignupAttemptData, sessionId: string): SignupAttempt[] {
  return [...data.signupAttempts.values()].filter((row) => row.sessionId === sessionId)
}

/** The fields that the deployment requires and the sign-up lacks. */
export function missingFieldsOf(data: SignupAttemptData, profile: SignupProfile): Field[] {
  const present: Record<Field, boolean> = {
    first_name: profile.firstName !== '',
    last_name: profile.lastName !== '',
    email_address: profile.email !== '',
    username: profile.username !== '',
    phone_number: profile.phoneNumber !== '',
  }
  return requiredFields(data).filter((field) => !present[field])
}

function createAttempt(
  data: SignupAttemptData,
  session: Session,
  told: SignupProfile & Pick<SignupAttempt, 'password' | 'inviteToken' | 'ssoProvider'>,
): SignupAttempt {
  const now = data.clock.now()
  const attempt: SignupAttempt = {
    id: data.ids.next(),
    createdAtMs: now,
    updatedAtMs: now,
    expiresAtMs: now + data.lifetimes.attemptMs,
    sessionId: session.id,
    ...told,
    requiredFields: requiredFields(data),
    missingFields: [],
    remainingSteps: [],
    completed: false,
    userId: null,
  }
  data.signupAttempts.set(attempt.id, attempt)
  return attempt
}

function stepsFor(data: SignupAttemptData, profile: Pick<SignupProfile, 'email' | 'phoneNumber'>): SignupStep[] {
  const policy = data.deployment.auth_settings.verification_policy
  const steps: SignupStep[] = []
  if (policy.email && profile.email) steps.push('verify_email')
  if (policy.phone_number && profile.phoneNumber) steps.push('verify_phone')
  return steps
}

function createUser(data: SignupAttemptData, session: Session, origin: Origin, attempt: SignupAttempt) {
  const { email, password, username, firstName, lastName } = attempt
  const phone = { countryCode: attempt.phoneCountryCode, phoneNumber: attempt.phoneNumber }
  const user = addUser(data, {
    ...(email && { email }),
    ...(password !== null && { password }),
    ...(phone.phoneNumber && { phone }),
    username,
    firstName,
    lastName,
    // A new user gets the deployment's policy; at sign-in only the user's own policy counts.
    secondFactorPolicy: data.deployment.auth_settings.second_factor_policy as User['secondFactorPolicy'],
  })
  attempt.userId = user.id
  // The password is no longer needed.
  attempt.password = null
  if (attempt.inviteToken) consumeInvitation(data, attempt.inviteToken)
  return { user, signin: createSignin(data, session, user, origin, data.lifetimes.signInMs) }
}
