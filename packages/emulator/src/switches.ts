const challengeModes = ['off', '403', '400', '500'] as const

export type ChallengeMode = (typeof challengeModes)[number]

export function isChallengeMode(value: unknown): value is ChallengeMode {
  return challengeModes.some((mode) => mode === value)
}

/** What may be turned on and off while the emulator runs. */
export interface Switches {
  /** Answers as the least tidy build of the server would. */
  nasty: boolean
  /** Counts requests against the server's real limits. */
  rateLimits: boolean
  /** Hands the transport token out on every answer, as the newest server does, not only when it is new. */
  reissue: boolean
  /** Sends codes for the sign-in step `verify_email`, which the newest server takes but does not send. */
  preparesVerifyEmail: boolean
  /** Calls a required phone number missing that was told in the same request, as a build of the server may. */
  losesProfilePhone: boolean
  /** Whether protected routes want a solved challenge, and which of the known refusals they answer without one. */
  challenge: ChallengeMode
}
