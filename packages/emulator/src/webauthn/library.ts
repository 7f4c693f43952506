/** Large, and few visitors use passkeys: loaded with the first ceremony. */
export const loadWebAuthn = () => import('@simplewebauthn/server')

/** The library throws at what does not verify. To the server, all of it is one failure. */
export async function verifiedOrUndefined<Result>(verifying: Promise<Result>): Promise<Result | undefined> {
  try {
    return await verifying
  } catch {
    return undefined
  }
}
