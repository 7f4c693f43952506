const challengeModes = ['off', '403', '400', '500'] as const

export type ChallengeMode = (typeof challengeModes)[number]

export function isChallengeMode(value: unknown): value is ChallengeMode {
  return challengeModes.some((mode) => mode === value)
}

/** Settings that can change while the emulator runs. */
export interface Switches {
  /** Uses every irregularity the server's builds show in their answers, such as null arrays. */
  nasty: boolean
  /** Applies the server's real rate limits. */
  rateLimits: boolean
  /** Sends the transport token with every answer, as the newest server does, not only when it is new. */
  reissue: boolean
  /** Sends codes for the sign-in step `verify_email`; the newest server accepts them but cannot send them. */
  preparesVerifyEmail: boolean
  /** Reports a required phone number as missing although the same request contains it, as one server build does. */
  losesProfilePhone: boolean
  /** Refuses a role with a permission that is in the deployment's list, as one server build does, instead of with another one. */
  refusesListedPermissions: boolean
  /** Whether protected routes require a solved challenge, and the status of the refusal without one. */
  challenge: ChallengeMode
}
