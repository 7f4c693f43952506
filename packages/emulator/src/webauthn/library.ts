/** Loaded with the first ceremony, because the library is large and few visitors use passkeys. */
export const loadWebAuthn = () => import('@simplewebauthn/server')

/** Turns the library's verification errors into undefined: the server answers all of them alike. */
export async function verifiedOrUndefined<Result>(verifying: Promise<Result>): Promise<Result | undefined> {
  try {
    return await verifying
  } catch {
    return undefined
  }
}
