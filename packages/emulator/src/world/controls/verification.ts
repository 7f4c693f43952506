import { type CodeData, challengeSubject, issueToken } from '../access/codes'
import type { OutboxData, OutboxMessage } from '../access/outbox'
import { type SignupAttemptData, type SignupProfile, startOauthSignupAttempt } from '../access/signup-attempts'
import { totpCode } from '../identity/totp'
import { isSameEmail, type User } from '../identity/users'
import { known, knownById, knownUser } from './lookup'

/** What one can do about codes, and about what is verified. */
export interface VerificationControls {
  /** Codes and links the server would have sent, oldest first. */
  outbox(): OutboxMessage[]
  clearOutbox(): void
  /** Says whether an address or a number of a user is verified. Without one it is the primary one. */
  setVerified(who: string, kind: 'email' | 'phone', verified: boolean, which?: string): void
  /** `enforced` makes the sign-ins of a user stop at `verify_second_factor`. */
  setSecondFactorPolicy(who: string, policy: User['secondFactorPolicy']): void
  /** What the authenticator app of a user shows now. */
  totpCode(who: string): string
  /**
   * Begins the sign-up of somebody whom a provider vouches for but who lacks a field, in a session. The fake providers
   * know everything about their people, so no sign-in with them comes to this. Returns the id of the attempt.
   */
  startOauthSignup(sessionId: string, person: OauthSignup): string
  /** A `challenge_token` as a solved challenge gives it. It counts once. */
  mintChallengeToken(): string
}

interface OauthSignup extends Partial<SignupProfile> {
  provider: string
}

const challengeMs = 5 * 60_000

/** What verifying needs of the world. */
type VerificationControlData = SignupAttemptData & CodeData & OutboxData

export function createVerificationControls(data: VerificationControlData): VerificationControls {
  return {
    outbox: () => structuredClone(data.outbox),
    clearOutbox() {
      data.outbox = []
    },
    setVerified(who, kind, verified, which) {
      const user = knownUser(data, who)
      const found =
        kind === 'email'
          ? user.emailAddresses.find((row) => (which ? isSameEmail(row, which) : row.id === user.primaryEmailAddressId))
          : user.phoneNumbers.find((row) =>
              which ? row.countryCode + row.phoneNumber === which : row.id === user.primaryPhoneNumberId,
            )
      const row = known(found, kind, which ?? `primary of ${who}`)
      row.verifiedAtMs = verified ? data.clock.now() : null
      if ('secondFactor' in row) row.secondFactor = verified
    },
    setSecondFactorPolicy(who, policy) {
      knownUser(data, who).secondFactorPolicy = policy
    },
    totpCode(who) {
      const { secret } = known(knownUser(data, who).authenticator ?? undefined, 'authenticator', `of ${who}`)
      return totpCode(secret, data.clock.now())
    },
    startOauthSignup(sessionId, { provider, ...told }) {
      const session = knownById(data.sessions, 'session', sessionId)
      const nothing = { firstName: '', lastName: '', email: '', username: '', phoneNumber: '', phoneCountryCode: '' }
      return startOauthSignupAttempt(data, session, { profile: { ...nothing, ...told }, ssoProvider: provider }).id
    },
    mintChallengeToken: () => issueToken(data, { subject: challengeSubject, lifetimeMs: challengeMs }),
  }
}
