import type { DeploymentData } from '../deployment/deployment'
import type { Lifetimes } from '../deployment/lifetimes'
import { type Field, missingFields, requiredFields } from '../identity/profile'
import { type SecondFactor, secondFactorsOf } from '../identity/second-factors'
import type { EmailAddress, PhoneNumber, User } from '../identity/users'
import type { Session } from './sessions'
import { activate } from './sessions'
import { createSignin, type Origin, type Signin, type SigninData, unexpiredSignins } from './signins'

type Step =
  | 'verify_email'
  | 'verify_email_otp'
  | 'verify_email_link'
  | 'verify_phone'
  | 'verify_phone_otp'
  | 'verify_second_factor'
  | 'complete_profile'

export interface SigninAttempt {
  id: string
  createdAtMs: number
  updatedAtMs: number
  expiresAtMs: number
  sessionId: string
  /** Null for an unknown user, which the server does not reveal, and before a provider's callback. */
  userId: string | null
  identifierId: string | null
  enterpriseConnectionId: string | null
  method: string
  ssoProvider: string
  remainingSteps: Step[]
  completed: boolean
  /** Errors from a provider. */
  errors: { code: string; message: string }[]
  missingFields: Field[]
  requiredFields: Field[]
  available2faMethods: SecondFactor[]
  firstMethodAuthenticated: boolean
  secondMethodAuthenticated: boolean
  secondMethodRequired: boolean
  /** The fields sent at `complete_profile`, by wire name. */
  profile: Record<string, string> | null
  /** The address that gets the codes of the current step. */
  emailAddressId: string | null
  phoneNumberId: string | null
  /** The chosen second factor, until it expires. */
  secondFactorChoice: { method: SecondFactor; phoneNumberId: string | null; expiresAtMs: number } | null
}

/** The input that starts a sign-in attempt. */
export interface SigninStart {
  method: string
  /** Null while the user is not known yet, and always when no user has the identifier. */
  user: User | null
  /** The step that proves the first factor. Omitted when it is proven already. */
  firstStep?: Step | undefined
  email?: EmailAddress | undefined
  phone?: PhoneNumber | undefined
  ssoProvider?: string
  enterpriseConnectionId?: string
  /** Skips the second factor and profile completion: for passkeys, enterprise providers and tickets. */
  skipSteps?: boolean
  /** How long the sign-in lasts. Default: `lifetimes.signInMs`. */
  signInMs?: number
}

export interface SigninProgress {
  attempt: SigninAttempt
  /** The resulting sign-in once no step is left. It is the active one. */
  signin: Signin | undefined
}

/** The parts of the world that sign-in attempts use. */
export interface SigninAttemptData extends SigninData, DeploymentData {
  readonly lifetimes: Lifetimes
  signinAttempts: Map<string, SigninAttempt>
}

/**
 * Starts an attempt. With a user and no step left, it signs them in at once. Without a user, it stays open until
 * {@link proveFirstFactor} sets the user.
 */
export function startSigninAttempt(
  data: SigninAttemptData,
  session: Session,
  origin: Origin,
  start: SigninStart,
): SigninProgress {
  const now = data.clock.now()
  const attempt: SigninAttempt = {
    id: data.ids.next(),
    createdAtMs: now,
    updatedAtMs: now,
    expiresAtMs: now + data.lifetimes.attemptMs,
    sessionId: session.id,
    userId: null,
    identifierId: start.email?.id ?? start.phone?.id ?? null,
    enterpriseConnectionId: start.enterpriseConnectionId ?? null,
    method: start.method,
    ssoProvider: start.ssoProvider ?? '',
    remainingSteps: start.firstStep ? [start.firstStep] : [],
    completed: false,
    errors: [],
    missingFields: [],
    requiredFields: [],
    available2faMethods: [],
    firstMethodAuthenticated: false,
    secondMethodAuthenticated: false,
    secondMethodRequired: false,
    profile: null,
    emailAddressId: start.email?.id ?? null,
    phoneNumberId: start.phone?.id ?? null,
    secondFactorChoice: null,
  }
  data.signinAttempts.set(attempt.id, attempt)
  if (!start.user) return { attempt, signin: undefined }
  assignUser(data, attempt, start.user, start.skipSteps)
  if (start.firstStep) return { attempt, signin: undefined }
  attempt.firstMethodAuthenticated = true
  return { attempt, signin: settle(data, session, origin, attempt, start.signInMs) }
}

/** Sets the user of an attempt that was started without one, as an OAuth or SSO callback does. */
export function proveFirstFactor(
  data: SigninAttemptData,
  session: Session,
  origin: Origin,
  attempt: SigninAttempt,
  proof: Pick<SigninStart, 'skipSteps'> & { user: User; email?: EmailAddress | undefined },
): SigninProgress {
  if (proof.email) attempt.identifierId = proof.email.id
  assignUser(data, attempt, proof.user, proof.skipSteps)
  attempt.firstMethodAuthenticated = true
  return { attempt, signin: settle(data, session, origin, attempt) }
}

/** Completes the current step of an attempt. After the last step, the user is signed in. */
export function passStep(
  data: SigninAttemptData,
  session: Session,
  origin: Origin,
  attempt: SigninAttempt,
): SigninProgress {
  const passed = attempt.remainingSteps.shift()
  if (passed === 'verify_second_factor') attempt.secondMethodAuthenticated = true
  else if (passed !== 'complete_profile') attempt.firstMethodAuthenticated = true
  return { attempt, signin: settle(data, session, origin, attempt) }
}

/** Oldest first, never pruned. */
export function attemptsOf(data: SigninAttemptData, sessionId: string): SigninAttempt[] {
  return [...data.signinAttempts.values()].filter((row) => row.sessionId === sessionId)
}

/** Finds an open attempt of this session: neither done nor expired. */
export function findOpenAttempt(
  data: SigninAttemptData,
  session: Session,
  attemptId: string,
): SigninAttempt | undefined {
  const attempt = data.signinAttempts.get(attemptId)
  return attempt?.sessionId === session.id && isOpen(data, attempt) ? attempt : undefined
}

/** Whether an attempt is neither done nor expired. */
export function isOpen(data: SigninAttemptData, attempt: { completed: boolean; expiresAtMs: number }): boolean {
  return !attempt.completed && attempt.expiresAtMs > data.clock.now()
}

function assignUser(data: SigninAttemptData, attempt: SigninAttempt, user: User, skipSteps = false): void {
  attempt.userId = user.id
  attempt.updatedAtMs = data.clock.now()
  attempt.requiredFields = requiredFields(data)
  attempt.missingFields = missingFields(data, user)
  attempt.available2faMethods = secondFactorsOf(data, user)
  if (skipSteps) return
  attempt.secondMethodRequired = user.secondFactorPolicy === 'enforced'
  if (attempt.secondMethodRequired) attempt.remainingSteps.push('verify_second_factor')
  if (attempt.missingFields.length > 0) attempt.remainingSteps.push('complete_profile')
}

function settle(
  data: SigninAttemptData,
  session: Session,
  origin: Origin,
  attempt: SigninAttempt,
  signInMs = data.lifetimes.signInMs,
): Signin | undefined {
  attempt.updatedAtMs = data.clock.now()
  const user = data.users.get(attempt.userId ?? '')
  if (!user || attempt.remainingSteps.length > 0) return undefined
  attempt.completed = true
  // Reuse the user's existing sign-in: routes that refuse a second one did so before.
  const present = unexpiredSignins(data, session.id).find((signin) => signin.userId === user.id)
  if (!present) return createSignin(data, session, user, origin, signInMs)
  activate(data, session, present.id)
  return present
}
