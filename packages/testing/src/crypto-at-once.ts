import { createHmac, generateKeyPairSync, generateKeySync, KeyObject, sign, verify } from 'node:crypto'

/** Web crypto answers from a thread pool after an uncertain real time; with this, only the frozen clock decides the order. */
export function answerCryptoAtOnce(): void {
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' }
  const keyOf = (key: CryptoKey) => ({ key: KeyObject.from(key as never), dsaEncoding: 'ieee-p1363' as const })
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const hmacOf = (key: CryptoKey, data: Uint8Array) =>
    createHmac('sha256', KeyObject.from(key as never))
      .update(data)
      .digest()
  Object.assign(crypto.subtle, {
    generateKey: async ({ name }: { readonly name: string }) => {
      if (name === 'HMAC') return generateKeySync('hmac', { length: 256 }).toCryptoKey(hmac, false, ['sign', 'verify'])
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      return {
        privateKey: privateKey.toCryptoKey(ecdsa, true, ['sign']),
        publicKey: publicKey.toCryptoKey(ecdsa, true, ['verify']),
      }
    },
    exportKey: async (format: string, key: CryptoKey) => {
      const object = KeyObject.from(key as never)
      return format === 'jwk' ? object.export({ format }) : object.export({ format: 'der', type: 'spki' })
    },
    sign: async (_: unknown, key: CryptoKey, data: Uint8Array) =>
      key.type === 'secret' ? hmacOf(key, data) : sign('sha256', data, keyOf(key)),
    verify: async (_: unknown, key: CryptoKey, signature: Uint8Array, data: Uint8Array) =>
      key.type === 'secret' ? hmacOf(key, data).equals(signature) : verify('sha256', data, keyOf(key), signature),
  })
}
