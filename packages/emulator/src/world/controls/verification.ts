import { type CodeData, challengeSubject, issueToken } from '../access/codes'
import type { OutboxData, OutboxMessage } from '../access/outbox'
import { type SignupAttemptData, type SignupProfile, startOauthSignupAttempt } from '../access/signup-attempts'
import { totpCode } from '../identity/totp'
import { isSameEmail, type User } from '../identity/users'
import { known, knownById, knownUser } from './lookup'

/** Reads codes and changes verifications and second factors. */
export interface VerificationControls {
  /** The messages with codes and links that the server would have sent, oldest first. */
  outbox(): OutboxMessage[]
  clearOutbox(): void
  /** Sets whether an address or number of a user is verified: `which`, or the primary one. */
  setVerified(who: string, kind: 'email' | 'phone', verified: boolean, which?: string): void
  /** With `enforced`, the user's sign-ins require the step `verify_second_factor`. */
  setSecondFactorPolicy(who: string, policy: User['secondFactorPolicy']): void
  /** The current code of a user's authenticator app. */
  totpCode(who: string): string
  /**
   * Starts a sign-up from a provider that lacks a required field, in a session. The fake providers know every field of
   * their people, so a sign-in with them never gets here. Returns the id of the attempt.
   */
  startOauthSignup(sessionId: string, person: OauthSignup): string
  /** Mints the `challenge_token` of a solved challenge. It is valid once. */
  mintChallengeToken(): string
}

interface OauthSignup extends Partial<SignupProfile> {
  provider: string
}

const challengeMs = 5 * 60_000

/** The parts of the world that these controls use. */
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
