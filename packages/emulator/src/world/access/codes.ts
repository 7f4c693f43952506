import type { Lifetimes } from '../deployment/lifetimes'
import type { RowSource } from '../ids'

/** A single-use secret: a code of six digits, or the token in a link. */
export interface Code {
  secret: string
  /** The thing it proves. Several codes for one subject can be valid at the same time. */
  subject: string
  userId: string | null
  expiresAtMs: number
}

interface CodeFor {
  subject: string
  userId?: string | null
  /** Default: `lifetimes.codeMs`. */
  lifetimeMs?: number
}

/** The subject of the codes for solved challenges. */
export const challengeSubject = 'challenge'

const digits = 900_000n

/** The parts of the world that codes use. */
export interface CodeData extends RowSource {
  readonly lifetimes: Lifetimes
  /** Oldest first. */
  codes: Code[]
}

/** Issues a code of six digits that does not begin with 0. Codes that are valid at the same time differ. */
export function issueCode(data: CodeData, wanted: CodeFor): string {
  // The step is coprime to the number of codes, so every code is used once before any repeats.
  return issue(data, wanted, String(((BigInt(data.ids.next()) * 524_287n) % digits) + 100_000n))
}

/** Issues a token for a link. */
export function issueToken(data: CodeData, wanted: CodeFor): string {
  return issue(data, wanted, `token_${data.ids.next()}`)
}

/** Consumes a code. Undefined when it is not valid for this subject or has expired. */
export function redeemCode(data: CodeData, subject: string, secret: string): Code | undefined {
  const found = findCode(data, subject, secret)
  if (found) data.codes.splice(data.codes.indexOf(found), 1)
  return found
}

/** Finds a code without consuming it. */
export function findCode(data: CodeData, subject: string, secret: string): Code | undefined {
  const wanted = secret.trim()
  const now = data.clock.now()
  return data.codes.find((row) => row.subject === subject && row.secret === wanted && row.expiresAtMs > now)
}

function issue(data: CodeData, { subject, userId = null, lifetimeMs }: CodeFor, secret: string): string {
  const now = data.clock.now()
  data.codes = data.codes.filter((row) => row.expiresAtMs > now)
  data.codes.push({ secret, subject, userId, expiresAtMs: now + (lifetimeMs ?? data.lifetimes.codeMs) })
  return secret
}
