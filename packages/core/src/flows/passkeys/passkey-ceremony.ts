import { isSessionError, SessionError, type SessionErrorCode } from '../../errors.js'
import { object, opaque } from '../../wire/primitives.js'

/** Loaded with the first ceremony: most pages never need it. */
const loadWebAuthn = () =>
  import('@simplewebauthn/browser').catch((cause: unknown) => {
    throw new SessionError('offline', 'The code for passkeys could not be loaded', { cause: String(cause) })
  })

type WebAuthn = Awaited<ReturnType<typeof loadWebAuthn>>

interface CeremonyNeeds<Options, Result> {
  readonly signal: AbortSignal
  /** Requests a challenge from the server. */
  readonly begin: (signal: AbortSignal) => Promise<Options>
  /** Prompts the user. */
  readonly run: (library: WebAuthn, options: Options) => Promise<Result>
}

// Created on demand: bundlers keep every call at the top level of a file, even if it is not used.
export const ceremonyBegun = () => object({ options: object({ publicKey: opaque }) })

export const isWebAuthnSupported = (): boolean => typeof globalThis.PublicKeyCredential === 'function'

export const isAutofillSupported = async (): Promise<boolean> =>
  isWebAuthnSupported() && (await loadWebAuthn()).browserSupportsWebAuthnAutofill()

export const unsupported = () => new SessionError('passkey-unsupported', 'This browser does not support passkeys')

export const isAbort = (error: unknown): boolean => isSessionError(error) && error.code === 'aborted'

/** Runs one ceremony. A page has one at a time: the next one cancels it. */
export async function performCeremony<Options, Result>(needs: CeremonyNeeds<Options, Result>): Promise<Result> {
  const { signal, begin, run } = needs
  if (!isWebAuthnSupported()) throw unsupported()
  const [library, options] = await Promise.all([loadWebAuthn(), begin(signal)])
  if (signal.aborted) throw aborted()
  let end = () => {}
  const given = new Promise<never>((_, reject) => {
    end = () => {
      library.WebAuthnAbortService.cancelCeremony()
      reject(aborted())
    }
    signal.addEventListener('abort', end)
  })
  return Promise.race([run(library, options), given])
    .catch((error: unknown) => {
      throw isSessionError(error) ? error : ceremonyError(error)
    })
    .finally(() => signal.removeEventListener('abort', end))
}

const aborted = (cause?: unknown) => new SessionError('aborted', 'The ceremony was cancelled', { cause })

/** Codes by the name of the browser's error. Dismissing the prompt and having no passkey give the same error. */
const codes = new Map<string | undefined, SessionErrorCode>([
  ['NotAllowedError', 'passkey-cancelled'],
  ['InvalidStateError', 'passkey-exists'],
  ['SecurityError', 'passkey-wrong-origin'],
  ['NotSupportedError', 'passkey-unsupported'],
  ['ConstraintError', 'passkey-unsupported'],
])

function ceremonyError(cause: unknown): SessionError {
  const { name } = cause as { readonly name?: string }
  if (name === 'AbortError') return aborted(cause)
  const code = codes.get(name) ?? 'passkey-failed'
  return new SessionError(code, `The browser gave no passkey: ${code}`, { cause })
}
