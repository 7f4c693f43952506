/**
 * Features that are too new for one of our places but used, because the surrounding code works without them. An unused
 * entry fails the check, too.
 *
 * @type {{ name: string, in: string, because: string }[]} `in` is the package that uses it
 */
export const guarded = [
  { name: 'Uint8Array.fromBase64', in: 'jose', because: 'it asks for it first' },
  { name: 'navigator.userAgent', in: 'jose', because: 'it asks for it first, to name itself when it fetches keys' },
  { name: '.use', in: 'jose', because: 'it is the use of a key, not that of an iterator' },
  {
    name: 'PublicKeyCredential.getClientCapabilities',
    in: '@simplewebauthn/browser',
    because: 'it asks for it first',
  },
  ...['getTransports', 'getPublicKeyAlgorithm', 'getPublicKey', 'getAuthenticatorData'].map((method) => ({
    name: `.${method}`,
    in: '@simplewebauthn/browser',
    because: 'it asks for it first, and what it gives is not needed to register',
  })),
  ...['PublicKeyCredential.isConditionalMediationAvailable', '.isConditionalMediationAvailable'].map((name) => ({
    name,
    in: '@simplewebauthn/browser',
    because: 'it asks for it first; without it there are no passkeys among the autofill suggestions',
  })),
  { name: '.fallback', in: '@wachter/vue', because: 'it is a slot of a component, not a member of a browser object' },
  ...['.when', '.fallback'].map((name) => ({
    name,
    in: '@wachter/svelte',
    because: 'it is a property of a component, not a member of a browser object',
  })),
  { name: '.node', in: 'partysocket', because: 'it is the version of Node, if there is one' },
]
