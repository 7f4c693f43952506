import { createHmac, generateKeyPairSync, generateKeySync, KeyObject, sign, verify } from 'node:crypto'

type Subtle = Pick<SubtleCrypto, 'generateKey' | 'exportKey' | 'sign' | 'verify'>

/**
 * Web crypto answers from a thread pool after an uncertain real time; with this, only the frozen clock decides the order.
 * Keys of other kinds than the emulator's are left to it.
 */
export function answerCryptoAtOnce(): void {
  const { subtle } = crypto
  const real: Subtle = {
    generateKey: subtle.generateKey.bind(subtle) as Subtle['generateKey'],
    exportKey: subtle.exportKey.bind(subtle) as Subtle['exportKey'],
    sign: subtle.sign.bind(subtle),
    verify: subtle.verify.bind(subtle),
  }
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' }
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const isOurs = (key: CryptoKey) =>
    key.type === 'secret' || ('namedCurve' in key.algorithm && key.algorithm.namedCurve === ecdsa.namedCurve)
  const keyOf = (key: CryptoKey) => ({ key: KeyObject.from(key as never), dsaEncoding: 'ieee-p1363' as const })
  const hmacOf = (key: CryptoKey, data: Uint8Array) =>
    createHmac('sha256', KeyObject.from(key as never))
      .update(data)
      .digest()
  Object.assign(subtle, {
    generateKey: async (algorithm: EcKeyGenParams, isExtractable: boolean, usages: KeyUsage[]) => {
      if (algorithm.name === 'HMAC') {
        return generateKeySync('hmac', { length: 256 }).toCryptoKey(hmac, false, ['sign', 'verify'])
      }
      if (algorithm.namedCurve !== ecdsa.namedCurve) return real.generateKey(algorithm, isExtractable, usages)
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      return {
        privateKey: privateKey.toCryptoKey(ecdsa, true, ['sign']),
        publicKey: publicKey.toCryptoKey(ecdsa, true, ['verify']),
      }
    },
    exportKey: async (format: 'jwk', key: CryptoKey) => {
      if (!isOurs(key)) return real.exportKey(format, key)
      const object = KeyObject.from(key as never)
      return format === 'jwk' ? object.export({ format }) : object.export({ format: 'der', type: 'spki' })
    },
    sign: async (algorithm: AlgorithmIdentifier, key: CryptoKey, data: Uint8Array<ArrayBuffer>) => {
      if (!isOurs(key)) return real.sign(algorithm, key, data)
      return key.type === 'secret' ? hmacOf(key, data) : sign('sha256', data, keyOf(key))
    },
    verify: async (
      algorithm: AlgorithmIdentifier,
      key: CryptoKey,
      signature: Uint8Array<ArrayBuffer>,
      data: Uint8Array<ArrayBuffer>,
    ) => {
      if (!isOurs(key)) return real.verify(algorithm, key, signature, data)
      return key.type === 'secret' ? hmacOf(key, data).equals(signature) : verify('sha256', data, keyOf(key), signature)
    },
  })
}
