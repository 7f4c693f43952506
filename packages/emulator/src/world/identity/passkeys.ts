import type { Lifetimes } from '../deployment/lifetimes'
import type { RowSource } from '../ids'

/** A registered credential, with the data to verify its next assertion. */
export interface Passkey {
  id: string
  createdAtMs: number
  userId: string
  name: string
  /** The authenticator's credential id, in base64url. */
  credentialId: string
  publicKey: Uint8Array<ArrayBuffer>
  /** The authenticator's signature counter; many authenticators always report 0. */
  counter: number
  transports: string[]
  backedUp: boolean
  lastUsedAtMs: number | null
}

/** A pending WebAuthn challenge. A session has at most one of each kind. */
export interface PasskeyCeremony {
  kind: 'login' | 'registration'
  sessionId: string
  /** The user who registers; null for a login, whose assertion identifies the user. */
  userId: string | null
  challenge: string
  expiresAtMs: number
}

/** The parts of the world that passkeys use. */
export interface PasskeyData extends RowSource {
  readonly lifetimes: Lifetimes
  passkeys: Map<string, Passkey>
  /** Keyed by kind and session. */
  passkeyCeremonies: Map<string, PasskeyCeremony>
}

/** Starts a ceremony and discards an unfinished one of its kind. */
export function beginPasskeyCeremony(data: PasskeyData, ceremony: Omit<PasskeyCeremony, 'expiresAtMs'>): void {
  const expiresAtMs = data.clock.now() + data.lifetimes.passkeyCeremonyMs
  data.passkeyCeremonies.set(ceremonyKey(ceremony.kind, ceremony.sessionId), { ...ceremony, expiresAtMs })
}

/** Takes the session's ceremony, unless it has expired. Works once, whether or not the answer verifies. */
export function takePasskeyCeremony(
  data: PasskeyData,
  kind: PasskeyCeremony['kind'],
  sessionId: string,
): PasskeyCeremony | undefined {
  const key = ceremonyKey(kind, sessionId)
  const ceremony = data.passkeyCeremonies.get(key)
  data.passkeyCeremonies.delete(key)
  return ceremony && ceremony.expiresAtMs > data.clock.now() ? ceremony : undefined
}

export function addPasskey(data: PasskeyData, passkey: Omit<Passkey, 'id' | 'createdAtMs' | 'lastUsedAtMs'>): Passkey {
  const row: Passkey = { id: data.ids.next(), createdAtMs: data.clock.now(), lastUsedAtMs: null, ...passkey }
  data.passkeys.set(row.id, row)
  return row
}

/** Newest first. */
export function passkeysOf(data: PasskeyData, userId: string): Passkey[] {
  return [...data.passkeys.values()].filter((row) => row.userId === userId).reverse()
}

export function findPasskeyByCredential(data: PasskeyData, credentialId: string): Passkey | undefined {
  return [...data.passkeys.values()].find((row) => row.credentialId === credentialId)
}

export function recordPasskeyUse(
  data: PasskeyData,
  passkey: Passkey,
  use: { counter: number; backedUp: boolean },
): void {
  Object.assign(passkey, use, { lastUsedAtMs: data.clock.now() })
}

function ceremonyKey(kind: PasskeyCeremony['kind'], sessionId: string): string {
  return `${kind} ${sessionId}`
}
