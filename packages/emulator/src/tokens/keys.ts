import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK } from 'jose'

export interface SigningKeys {
  privateKey: CryptoKey
  publicKey: CryptoKey
  /** The public key as `/.well-known/jwks.json` lists it. */
  jwk: JWK
  pem: string
}

/** The private key, in the parts of a JWK. */
export interface SavedKeys {
  x: string
  y: string
  d: string
}

const algorithm = 'ES256'

/** The deployment's ES256 key pair, generated on first use unless it was saved. */
export function createSigningKeys(saved?: SavedKeys): () => Promise<SigningKeys> {
  let keys: Promise<SigningKeys> | undefined
  return () => {
    keys ??= saved ? restore(saved) : generate()
    return keys
  }
}

export async function saveKeys({ privateKey }: SigningKeys): Promise<SavedKeys> {
  const { x, y, d } = (await exportJWK(privateKey)) as Required<JWK>
  return { x, y, d }
}

async function restore({ x, y, d }: SavedKeys): Promise<SigningKeys> {
  const shared = { kty: 'EC', crv: 'P-256', x, y }
  const options = { extractable: true }
  const [privateKey, publicKey] = await Promise.all([
    importJWK({ ...shared, d }, algorithm, options),
    importJWK(shared, algorithm, options),
  ])
  return describe(privateKey as CryptoKey, publicKey as CryptoKey)
}

async function generate(): Promise<SigningKeys> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
  return describe(privateKey, publicKey)
}

async function describe(privateKey: CryptoKey, publicKey: CryptoKey): Promise<SigningKeys> {
  const { kty, crv, x, y } = (await exportJWK(publicKey)) as Required<JWK>
  const jwk = { kty, kid: 'deployment-key', use: 'sig', alg: algorithm, crv, x, y }
  return { privateKey, publicKey, jwk, pem: await exportSPKI(publicKey) }
}
