import { createEmulator, type EmulatorOptions } from '@wachter/emulator'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { signInWithPassword } from '../../src/flows/index.js'
import { createClient, isSessionError } from '../../src/index.js'
import { createKeyCache, type VerifyOptions, verifyToken } from '../../src/verify/index.js'

/** The code a promise is rejected with. */
export const codeOf = (promise: Promise<unknown>): Promise<string | undefined> =>
  promise.then(
    () => undefined,
    (error: unknown) => {
      if (isSessionError(error)) return error.code
      throw error
    },
  )

/** An emulator with Ada signed in at Acme, and a backend that verifies her tokens. */
export async function setUpBackend(options: EmulatorOptions = {}) {
  const emulator = createEmulator(options)
  const { publishableKey, fetch, world } = emulator
  const client = createClient({ publishableKey, fetch, openChannel: () => undefined })
  await signInWithPassword(client, { email: 'ada@example.com', password: 'correct-horse-battery' })
  await client.switchOrganization(world.organization('Acme').id)
  world.requests.clear()
  const keyCache = createKeyCache()
  const verify = (token: string, extras: VerifyOptions = {}) =>
    verifyToken(token, { publishableKey, fetch, keyCache, ...extras })
  const keyRequests = () => world.requests.all().filter(({ path }) => path === '/.well-known/jwks.json').length
  return { emulator, world, client, verify, keyRequests }
}

export interface Signer {
  readonly alg: string
  readonly privateKey: CryptoKey | Uint8Array
  /** As a JWKS lists it. */
  readonly jwk: object
}

export async function createSigner(alg = 'ES256', kid?: string): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { alg, privateKey, jwk: { ...(await exportJWK(publicKey)), alg, use: 'sig', ...(kid && { kid }) } }
}

/** A token signed by hand; a claim set to undefined is missing. */
export async function sign(
  { alg, privateKey }: Signer,
  claims: Readonly<Record<string, unknown>>,
  header: object = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  const payload = { iss: issuer, sub: '7', sid: '8', iat: now, exp: now + 35, ...claims }
  return new SignJWT(JSON.parse(JSON.stringify(payload)))
    .setProtectedHeader({ alg, ...header })
    .sign(privateKey as CryptoKey)
}

const issuer = 'https://frontend.example.com'

/** A deployment that consists of its keys. */
export function setUpKeys(...signers: readonly Signer[]) {
  let listed: readonly Signer[] = signers
  let requests = 0
  let respond = (): Response | Promise<Response> => Response.json({ keys: listed.map(({ jwk }) => jwk) })
  const keyCache = createKeyCache()
  const fetch: typeof globalThis.fetch = async () => {
    requests++
    return respond()
  }
  return {
    verify: (token: string, extras: VerifyOptions = {}) =>
      verifyToken(token, { baseUrl: issuer, mode: 'production', fetch, keyCache, ...extras }),
    requests: () => requests,
    rotateTo: (...next: readonly Signer[]) => {
      listed = next
    },
    answerWith: (answer: () => Response | Promise<Response>) => {
      respond = answer
    },
  }
}
