/** Signs the `state` parameter of a provider flow, so that it cannot be forged. */
export interface StateSigner {
  /** `data.hmac.relay-signature`, each in base64url. */
  seal(data: string): Promise<string>
  /** The data of a state, or undefined when its signature is invalid. */
  open(state: string): Promise<string | undefined>
  /** Like `open`, for the relay between provider and hosted page, which has its own key. */
  openAtRelay(state: string): Promise<string | undefined>
}

const algorithm: HmacKeyGenParams = { name: 'HMAC', hash: 'SHA-256' }

/** The keys are generated on first use. */
export function createStateSigner(): StateSigner {
  let keys: Promise<StateKeys> | undefined

  return {
    async seal(data) {
      const { server, relay } = await loadKeys()
      return [encode(utf8(data)), await sign(server, data), await sign(relay, data)].join('.')
    },
    open: async (state) => opened(state, 1, (await loadKeys()).server),
    openAtRelay: async (state) => opened(state, 2, (await loadKeys()).relay),
  }

  function loadKeys(): Promise<StateKeys> {
    keys ??= makeKeys()
    return keys
  }
}

interface StateKeys {
  server: CryptoKey
  relay: CryptoKey
}

async function makeKeys(): Promise<StateKeys> {
  const make = () => crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const [server, relay] = await Promise.all([make(), make()])
  return { server, relay }
}

async function sign(key: CryptoKey, data: string): Promise<string> {
  return encode(new Uint8Array(await crypto.subtle.sign(algorithm, key, utf8(data))))
}

async function opened(state: string, signatureAt: 1 | 2, key: CryptoKey): Promise<string | undefined> {
  const parts = state.split('.')
  try {
    const [data, signature] = [decode(parts[0] ?? ''), decode(parts[signatureAt] ?? '')]
    if (parts.length !== 3 || !(await crypto.subtle.verify(algorithm, key, signature, data))) return undefined
    return new TextDecoder().decode(data)
  } catch {
    return undefined
  }
}

function utf8(text: string) {
  return new TextEncoder().encode(text)
}

function encode(bytes: Uint8Array): string {
  // One byte at a time: spreading a large array into arguments overflows the stack.
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function decode(text: string) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
}
