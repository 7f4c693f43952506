import { Secret, TOTP } from 'otpauth'

/** How long one code of an authenticator app is shown. */
const windowMs = 30_000

/** The code an authenticator app shows at an instant. */
export function totpCode(secret: string, atMs: number): string {
  return totpOf(secret).generate({ timestamp: atMs })
}

/** Whether an app shows this code now, or did or will within one window. */
export function isTotpCode(secret: string, code: string, nowMs: number): boolean {
  return totpOf(secret).validate({ token: code.trim(), timestamp: nowMs, window: 1 }) !== null
}

/** Whether these are the code of the window before this one and the code of this one, in that order. */
export function areTotpCodes(secret: string, codes: readonly string[], nowMs: number): boolean {
  const wanted = [totpCode(secret, nowMs - windowMs), totpCode(secret, nowMs)]
  return codes.length === 2 && codes.every((code, index) => code.trim() === wanted[index])
}

/** The secret of a new authenticator app, in base 32, made of random bytes. */
export function totpSecretOf(random: Uint8Array<ArrayBuffer>): string {
  return new Secret({ buffer: random.buffer }).base32
}

/** What an authenticator app reads from a QR code. */
export function totpUrl(secret: string, issuer: string, label: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret), issuer, label }).toString()
}

function totpOf(secret: string): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret) })
}
