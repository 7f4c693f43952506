import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK } from 'jose'

export interface SigningKeys {
  privateKey: CryptoKey
  publicKey: CryptoKey
  /** The public key as `/.well-known/jwks.json` lists it. */
  jwk: JWK
  pem: string
}

/** The deployment's ES256 key pair, generated on first use. */
export function createSigningKeys(): () => Promise<SigningKeys> {
  let keys: Promise<SigningKeys> | undefined
  return () => {
    keys ??= generate()
    return keys
  }
}

async function generate(): Promise<SigningKeys> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const { kty, crv, x, y } = (await exportJWK(publicKey)) as Required<JWK>
  const jwk = { kty, kid: 'deployment-key', use: 'sig', alg: 'ES256', crv, x, y }
  return { privateKey, publicKey, jwk, pem: await exportSPKI(publicKey) }
}
