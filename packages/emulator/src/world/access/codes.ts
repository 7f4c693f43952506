import type { Lifetimes } from '../deployment/lifetimes'
import type { RowSource } from '../ids'

/** A secret that proves one thing, once: a code of six digits, or the token in a link. */
export interface Code {
  secret: string
  /** What it proves. Several codes for one subject are valid side by side. */
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

/** What a solved challenge is good for. */
export const challengeSubject = 'challenge'

const digits = 900_000n

/** What codes need of the world. */
export interface CodeData extends RowSource {
  readonly lifetimes: Lifetimes
  /** Oldest first. */
  codes: Code[]
}

/** A code of six digits, none of which begins with 0. No two that are valid at once are the same. */
export function issueCode(data: CodeData, wanted: CodeFor): string {
  // A step that shares no factor with the number of codes visits each before it repeats one.
  return issue(data, wanted, String(((BigInt(data.ids.next()) * 524_287n) % digits) + 100_000n))
}

/** A token as long as those in links. */
export function issueToken(data: CodeData, wanted: CodeFor): string {
  return issue(data, wanted, `token_${data.ids.next()}`)
}

/** Uses a code up. Undefined when it is not one for this subject or has expired. */
export function redeemCode(data: CodeData, subject: string, secret: string): Code | undefined {
  const found = findCode(data, subject, secret)
  if (found) data.codes.splice(data.codes.indexOf(found), 1)
  return found
}

/** Looks a code up and leaves it valid. */
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
