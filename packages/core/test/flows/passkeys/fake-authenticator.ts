import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { onTestFinished, vi } from 'vitest'

interface Asked {
  readonly publicKey: {
    readonly challenge: ArrayBuffer
    readonly user?: { readonly id: ArrayBuffer }
    readonly excludeCredentials?: readonly { readonly id: ArrayBuffer }[]
  }
  readonly mediation?: string
  readonly signal: AbortSignal
}

/** What a page finds at `navigator.credentials`: one key, no attestation, and a person who agrees unless told otherwise. */
export function stubAuthenticator(origin: string, rpId = 'localhost') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(16)
  const ceremonies: { readonly mediation: string; aborted: boolean; readonly answer: () => void }[] = []
  let userHandle: ArrayBuffer | undefined
  let uses = 0
  let failure: string | undefined
  let hesitates = false
  let announce = () => {}

  /** Answers at once, when told to, or not at all: an abort is the end of it. */
  const ask = <T>({ mediation = 'modal', signal }: Asked, make: () => T) =>
    new Promise<T>((resolve, reject) => {
      let isOver = false
      const answer = () => {
        isOver = true
        resolve(make())
      }
      const ceremony = { mediation, aborted: false, answer }
      ceremonies.push(ceremony)
      announce()
      const end = () => {
        ceremony.aborted = !isOver
        reject(signal.reason)
      }
      if (signal.aborted) return end()
      signal.addEventListener('abort', end)
      const name = failure
      failure = undefined
      if (name) reject(Object.assign(new Error('The browser says so'), { name }))
      else if (mediation === 'modal' && !hesitates) ceremony.answer()
    })

  const clientData = (type: string, challenge: ArrayBuffer) =>
    Buffer.from(JSON.stringify({ type, challenge: Buffer.from(challenge).toString('base64url'), origin }))

  const header = (flags: number) => {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(uses)
    return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), counter])
  }

  const credential = (response: object) => ({
    id: credentialId.toString('base64url'),
    rawId: bytes(credentialId),
    type: 'public-key',
    authenticatorAttachment: 'platform',
    getClientExtensionResults: () => ({}),
    response,
  })

  const create = (asked: Asked) => {
    const { challenge, user, excludeCredentials = [] } = asked.publicKey
    if (excludeCredentials.some(({ id }) => Buffer.from(id).equals(credentialId))) failure = 'InvalidStateError'
    return ask(asked, () => {
      userHandle = user?.id
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      // {1: EC2, 3: ES256, -1: P-256, -2: x, -3: y}
      const key = [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, ...cborBytes(from(x)), 0x22, ...cborBytes(from(y))]
      const attested = [...header(0x45), ...Buffer.alloc(16), 0, credentialId.length, ...credentialId, ...key]
      const parts = [
        cborText('fmt'),
        cborText('none'),
        cborText('attStmt'),
        [0xa0],
        cborText('authData'),
        cborBytes(attested),
      ]
      return credential({
        clientDataJSON: bytes(clientData('webauthn.create', challenge)),
        attestationObject: bytes(Buffer.from([0xa3, ...parts.flat()])),
        getTransports: () => ['internal'],
      })
    })
  }

  const get = (asked: Asked) =>
    ask(asked, () => {
      uses += 1
      const data = clientData('webauthn.get', asked.publicKey.challenge)
      const authenticatorData = header(0x05)
      return credential({
        clientDataJSON: bytes(data),
        authenticatorData: bytes(authenticatorData),
        signature: bytes(sign('sha256', Buffer.concat([authenticatorData, sha256(data)]), privateKey)),
        userHandle,
      })
    })

  const knowsAutofill = { isConditionalMediationAvailable: async () => true }
  vi.stubGlobal(
    'PublicKeyCredential',
    Object.assign(function PublicKeyCredential() {}, knowsAutofill),
  )
  vi.stubGlobal('navigator', { credentials: { create, get } })
  vi.stubGlobal('document', { querySelectorAll: () => [] })
  vi.stubGlobal('location', { hostname: 'app.test' })
  onTestFinished(() => void vi.unstubAllGlobals())

  return {
    ceremonies,
    /** Resolves when so many ceremonies have begun. */
    asked: (count: number) =>
      new Promise<void>((resolve) => {
        announce = () => {
          if (ceremonies.length >= count) resolve()
        }
        announce()
      }),
    /** The next ceremony ends with what a browser throws. */
    fail: (name: string) => {
      failure = name
    },
    /** The person does not answer until `answer()`. */
    hesitate: () => {
      hesitates = true
    },
    /** The person agrees to, or picks, what is asked last. */
    answer: () => ceremonies.at(-1)?.answer(),
  }
}

const from = (base64Url: string) => Buffer.from(base64Url, 'base64url')
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest()
const bytes = (data: Uint8Array) => Uint8Array.from(data).buffer
const cborText = (text: string) => [0x60 + text.length, ...Buffer.from(text)]
const cborBytes = (data: ArrayLike<number>) => [0x58, data.length, ...Array.from(data)]
