import { Secret, TOTP } from 'otpauth'

/** The lifetime of one authenticator code. */
const windowMs = 30_000

/**
 * Returns the code an authenticator app shows at an instant.
 *
 * @param secret in base 32
 * @param atMs milliseconds since the epoch
 * @example
 * ```ts
 * import { createEmulator, seedTotpSecret, totpCode } from '@wachter/emulator'
 *
 * const { world } = createEmulator()
 * const code = totpCode(seedTotpSecret, world.clock.now())
 * ```
 */
export function totpCode(secret: string, atMs: number): string {
  return totpOf(secret).generate({ timestamp: atMs })
}

/** Whether an app shows this code in the current, previous or next window. */
export function isTotpCode(secret: string, code: string, nowMs: number): boolean {
  return totpOf(secret).validate({ token: code.trim(), timestamp: nowMs, window: 1 }) !== null
}

/** Whether these are the codes of the previous and the current window, in that order. */
export function areTotpCodes(secret: string, codes: readonly string[], nowMs: number): boolean {
  const wanted = [totpCode(secret, nowMs - windowMs), totpCode(secret, nowMs)]
  return codes.length === 2 && codes.every((code, index) => code.trim() === wanted[index])
}

/** A random secret for a new authenticator app, in base 32. */
export function totpSecretOf(random: Uint8Array<ArrayBuffer>): string {
  return new Secret({ buffer: random.buffer }).base32
}

/** The `otpauth:` URL in an authenticator's QR code. */
export function totpUrl(secret: string, issuer: string, label: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret), issuer, label }).toString()
}

function totpOf(secret: string): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret) })
}
