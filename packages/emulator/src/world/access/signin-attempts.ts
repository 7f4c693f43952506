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
  /** Null for somebody the server does not know: it does not tell. */
  userId: string | null
  identifierId: string | null
  enterpriseConnectionId: string | null
  method: string
  ssoProvider: string
  remainingSteps: Step[]
  completed: boolean
  /** What a provider refused. */
  errors: { code: string; message: string }[]
  missingFields: Field[]
  requiredFields: Field[]
  available2faMethods: SecondFactor[]
  firstMethodAuthenticated: boolean
  secondMethodAuthenticated: boolean
  secondMethodRequired: boolean
  /** What was told at `complete_profile`, by wire name. */
  profile: Record<string, string> | null
  /** Where the codes of the current step go. */
  emailAddressId: string | null
  phoneNumberId: string | null
  /** The second factor chosen, as long as the server remembers. */
  secondFactorChoice: { method: SecondFactor; phoneNumberId: string | null; expiresAtMs: number } | null
}

/** How somebody begins to sign in. */
export interface SigninStart {
  method: string
  /** Null while it is not known who it will be, or for good when the server knows nobody by that name. */
  user: User | null
  /** The step that proves the first factor. Left out when it is proven already. */
  firstStep?: Step | undefined
  email?: EmailAddress | undefined
  phone?: PhoneNumber | undefined
  ssoProvider?: string
  enterpriseConnectionId?: string
  /** Passkeys, enterprise providers and tickets ask for neither a second factor nor a profile. */
  skipSteps?: boolean
  /** How long the sign-in lasts. Default: `lifetimes.signInMs`. */
  signInMs?: number
}

export interface SigninProgress {
  attempt: SigninAttempt
  /** The sign-in that came of it, as soon as no step is left. It is the active one. */
  signin: Signin | undefined
}

/** What attempts to sign in need of the world. */
export interface SigninAttemptData extends SigninData, DeploymentData {
  readonly lifetimes: Lifetimes
  signinAttempts: Map<string, SigninAttempt>
}

/**
 * Starts an attempt. With a user and nothing left to do it signs them in at once. Without a user it stays open until
 * {@link proveFirstFactor} says who it is.
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

/** Says who an attempt that was started without a user belongs to: what an OAuth or SSO callback does. */
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

/** Takes the current step off an attempt. When it was the last one, its user is signed in. */
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

/** An attempt one can go on with: of this session, neither done nor expired. */
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
  // Who is here already is not signed in twice: routes that refuse it have done so before.
  const present = unexpiredSignins(data, session.id).find((signin) => signin.userId === user.id)
  if (!present) return createSignin(data, session, user, origin, signInMs)
  activate(data, session, present.id)
  return present
}
