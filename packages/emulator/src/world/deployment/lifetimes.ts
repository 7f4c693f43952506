/** Lifetimes, in milliseconds. */
export interface Lifetimes {
  /** The default auth token, as its `expires` states. */
  authTokenMs: number
  /** Added to the default auth token's `exp` on top of its lifetime. */
  authTokenSkewMs: number
  transportTokenMs: number
  /** How long after its expiry a transport token can still be exchanged for a new one. */
  transportRecordGraceMs: number
  signInMs: number
  impersonationMs: number
  attemptMs: number
  /** Codes and the tokens in magic links. */
  codeMs: number
  /** How long the choice of a second factor is remembered. */
  secondFactorChoiceMs: number
  passwordResetMs: number
  invitationMs: number
  passkeyCeremonyMs: number
  /** A provider's `state` and its authorization code. */
  oauthStateMs: number
  ticketMs: number
  lockoutMs: number
  cookieMs: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** The server's lifetimes. */
export const defaultLifetimes: Lifetimes = {
  authTokenMs: 30_000,
  authTokenSkewMs: 5_000,
  transportTokenMs: 6 * hourMs,
  transportRecordGraceMs: 30 * dayMs,
  signInMs: 30 * dayMs,
  impersonationMs: 20 * minuteMs,
  attemptMs: 10 * minuteMs,
  codeMs: 90_000,
  secondFactorChoiceMs: 5 * minuteMs,
  passwordResetMs: 15 * minuteMs,
  invitationMs: 10 * dayMs,
  passkeyCeremonyMs: 5 * minuteMs,
  oauthStateMs: 10 * minuteMs,
  ticketMs: 12 * hourMs,
  lockoutMs: 30 * minuteMs,
  cookieMs: 7 * dayMs,
}
