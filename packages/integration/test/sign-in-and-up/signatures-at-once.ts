import { generateKeyPairSync, KeyObject, sign, verify } from 'node:crypto'

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' }
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** Web crypto answers from a pool of threads, in a time of its own; here only the frozen clock decides what comes first. */
export function signAtOnce(): void {
  const keyOf = (key: CryptoKey) => ({ key: KeyObject.from(key as never), dsaEncoding: 'ieee-p1363' as const })
  Object.assign(crypto.subtle, {
    generateKey: async () => ({
      privateKey: pair.privateKey.toCryptoKey(ecdsa, true, ['sign']),
      publicKey: pair.publicKey.toCryptoKey(ecdsa, true, ['verify']),
    }),
    exportKey: async (format: string, key: CryptoKey) => {
      const object = KeyObject.from(key as never)
      return format === 'jwk' ? object.export({ format }) : object.export({ format: 'der', type: 'spki' })
    },
    sign: async (_: unknown, key: CryptoKey, data: Uint8Array) => sign('sha256', data, keyOf(key)),
    verify: async (_: unknown, key: CryptoKey, signature: Uint8Array, data: Uint8Array) =>
      verify('sha256', data, keyOf(key), signature),
  })
}
