/** What a page's `navigator.credentials` does, with one ES256 key in memory and no attestation. */
export async function createSoftwareAuthenticator(options: { origin: string; rpId: string }) {
  const { origin, rpId } = options
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const credentialId = crypto.getRandomValues(new Uint8Array(16))
  const id = base64Url(credentialId)
  let uses = 0
  let userHandle = ''

  return {
    id,
    /** Makes the credential, as the client posts it to `register/finish`. */
    async register(publicKey: { challenge: string; user: { id: string } }) {
      userHandle = publicKey.user.id
      const authenticatorData = concat(await header(rpId, 0x45, uses), attested(credentialId, await coseKey(keys)))
      const attestationObject = concat(
        bytes(0xa3),
        cborText('fmt'),
        cborText('none'),
        cborText('attStmt'),
        bytes(0xa0),
        cborText('authData'),
        cborBytes(authenticatorData),
      )
      const clientDataJSON = base64Url(clientData('webauthn.create', publicKey.challenge))
      const response = { clientDataJSON, attestationObject: base64Url(attestationObject), transports: ['internal'] }
      return { id, rawId: id, type: 'public-key', response }
    },
    /** Proves the credential, as the client posts it to `login/finish`. */
    async assert(publicKey: { challenge: string }) {
      uses += 1
      const authenticatorData = await header(rpId, 0x05, uses)
      const client = clientData('webauthn.get', publicKey.challenge)
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', client))
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
      const raw = await crypto.subtle.sign(algorithm, keys.privateKey, concat(authenticatorData, hash))
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientDataJSON: base64Url(client),
        authenticatorData: base64Url(authenticatorData),
        signature: base64Url(derSignature(new Uint8Array(raw))),
        userHandle,
      }
    },
  }

  function clientData(type: string, challenge: string) {
    return text(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  }
}

export function base64Url(value: Uint8Array): string {
  return btoa(String.fromCharCode(...value))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

async function header(rpId: string, flags: number, uses: number) {
  const rpIdHash = new Uint8Array(await crypto.subtle.digest('SHA-256', text(rpId)))
  return concat(rpIdHash, bytes(flags, 0, 0, 0, uses))
}

function attested(credentialId: Uint8Array, key: Uint8Array) {
  return concat(new Uint8Array(16), bytes(0, credentialId.length), credentialId, key)
}

async function coseKey({ publicKey }: CryptoKeyPair) {
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))
  // {1: EC2, 3: ES256, -1: P-256, -2: x, -3: y}
  const labels = bytes(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21)
  return concat(labels, cborBytes(point.slice(1, 33)), bytes(0x22), cborBytes(point.slice(33)))
}

/** Authenticators sign in DER, WebCrypto does not. */
function derSignature(raw: Uint8Array) {
  const body = concat(derInteger(raw.slice(0, 32)), derInteger(raw.slice(32)))
  return concat(bytes(0x30, body.length), body)
}

function derInteger(value: Uint8Array) {
  const trimmed = value.slice(value.findIndex((byte) => byte !== 0))
  const positive = (trimmed[0] ?? 0) > 0x7f ? concat(bytes(0), trimmed) : trimmed
  return concat(bytes(0x02, positive.length), positive)
}

function cborText(value: string) {
  return concat(bytes(0x60 + value.length), text(value))
}

function cborBytes(value: Uint8Array) {
  return concat(value.length < 256 ? bytes(0x58, value.length) : bytes(0x59, value.length >> 8, value.length), value)
}

function concat(...parts: Uint8Array[]) {
  return bytes(...parts.flatMap((part) => [...part]))
}

function bytes(...values: number[]) {
  return Uint8Array.from(values)
}

function text(value: string) {
  return new TextEncoder().encode(value)
}
