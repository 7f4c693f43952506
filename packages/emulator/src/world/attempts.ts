import type { WorldData } from './data'
import type { Session } from './sessions'
import type { EmailAddress, User } from './users'

type Step =
  | 'verify_email'
  | 'verify_email_otp'
  | 'verify_email_link'
  | 'verify_phone'
  | 'verify_phone_otp'
  | 'verify_second_factor'
  | 'complete_profile'

type Field = 'first_name' | 'last_name' | 'email_address' | 'username' | 'phone_number'

export interface SigninAttempt {
  id: string
  createdAtMs: number
  updatedAtMs: number
  expiresAtMs: number
  sessionId: string
  userId: string | null
  identifierId: string | null
  method: string
  remainingSteps: Step[]
  completed: boolean
  missingFields: Field[]
  requiredFields: Field[]
  available2faMethods: string[]
  firstMethodAuthenticated: boolean
}

/** Starts an attempt whose first factor is already proven. With no step left it is complete at once. */
export function createProvenAttempt(
  data: WorldData,
  session: Session,
  user: User,
  method: string,
  proof: { email?: EmailAddress | undefined; skipSteps?: boolean } = {},
): SigninAttempt {
  const now = data.clock.now()
  const steps = proof.skipSteps ? [] : stepsFor(data, user, proof.email)
  const attempt: SigninAttempt = {
    id: data.ids.next(),
    createdAtMs: now,
    updatedAtMs: now,
    expiresAtMs: now + data.lifetimes.attemptMs,
    sessionId: session.id,
    userId: user.id,
    identifierId: proof.email?.id ?? null,
    method,
    remainingSteps: steps,
    completed: steps.length === 0,
    missingFields: missingFields(data, user),
    requiredFields: requiredFields(data),
    available2faMethods: secondFactorsOf(user),
    firstMethodAuthenticated: steps[0] !== 'verify_email',
  }
  data.signinAttempts.set(attempt.id, attempt)
  return attempt
}

/** Oldest first, never pruned. */
export function attemptsOf(data: WorldData, sessionId: string): SigninAttempt[] {
  return [...data.signinAttempts.values()].filter((row) => row.sessionId === sessionId)
}

function stepsFor(data: WorldData, user: User, email: EmailAddress | undefined): Step[] {
  const steps: Step[] = []
  if (email && email.verifiedAtMs === null) steps.push('verify_email')
  if (user.secondFactorPolicy === 'enforced') steps.push('verify_second_factor')
  if (missingFields(data, user).length > 0) steps.push('complete_profile')
  return steps
}

function secondFactorsOf(user: User): string[] {
  const methods: string[] = []
  if (user.authenticator) methods.push('authenticator')
  if (user.backupCodes.length > 0) methods.push('backup_code')
  return methods
}

function requiredFields(data: WorldData): Field[] {
  const settings = data.deployment.auth_settings
  const fields: Field[] = ['first_name', 'last_name', 'email_address', 'username', 'phone_number']
  return fields.filter((field) => settings[field].enabled && settings[field].required)
}

function missingFields(data: WorldData, user: User): Field[] {
  const present: Record<Field, boolean> = {
    first_name: user.firstName !== '',
    last_name: user.lastName !== '',
    email_address: user.emailAddresses.length > 0,
    username: user.username !== '',
    phone_number: user.phoneNumbers.length > 0,
  }
  return requiredFields(data).filter((field) => !present[field])
}
