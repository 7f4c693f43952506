import type { KeyValueStore } from '../ports.js'
import { storageScope } from '../url.js'
import type { SessionContainer } from './session.js'

/** The part of a context that a token's claims name too (PROTOCOL.md §5.1). */
export interface ClaimedContext {
  readonly sessionId: string | undefined
  readonly userId: string | undefined
  readonly organizationId: string | undefined
  readonly workspaceId: string | undefined
}

const partsOf = ({ sessionId, userId, organizationId, workspaceId }: ClaimedContext) =>
  [sessionId, userId, organizationId, workspaceId] as const

/** Whether two tokens, or a token and a session, are of one context. Nothing is of the same context as what is unknown. */
export function sameClaimedContext(a: ClaimedContext | undefined, b: ClaimedContext | undefined): boolean {
  if (!a || !b) return false
  const others = partsOf(b)
  return partsOf(a).every((part, index) => part === others[index])
}

/** The whole context as the key of a map, because digests of two may be equal. */
export const claimedContextKey = (baseUrl: string, context: ClaimedContext): string =>
  JSON.stringify([baseUrl, ...partsOf(context)])

/** FNV-1a, 32 bits. */
function hash(text: string, seed: number): string {
  let sum = seed
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 16_777_619)
  return (sum >>> 0).toString(36)
}

const digest = (value: unknown): string => {
  const text = JSON.stringify(value)
  return `${hash(text, 2_166_136_261)}-${hash(text, 2_654_435_769)}`
}

/**
 * Recognizes a context without naming it. Not a secret: a browser vouches with it that its context is that of a token, which
 * is verified by itself.
 */
export const digestOf = (context: ClaimedContext): string => digest(partsOf(context).map((id) => id ?? null))

/** Recognizes what a page shows of a session besides the context: its accounts, and when each was last changed. */
export const stateDigestOf = ({ signIns }: SessionContainer): string =>
  digest(signIns.map(({ id, user }) => [id, user?.updatedAtMs ?? null]))

/** What a browser vouches for: its context, and what it shows. */
export const vouchFor = (container: SessionContainer, context: ClaimedContext): string =>
  `${digestOf(context)}.${stateDigestOf(container)}`

const signedOutPrefix = 'signed-out.'
/** A word whose page never heard whether the API knows counts this long, ms. The page of the next view sets it right. */
const longestSignOutMs = 600_000

/** What a browser says while the API may not know yet that everybody has signed out. */
export const signedOutWord = (nowMs: number): string => signedOutPrefix + nowMs

/** How long ago the word said that everybody signs out, ms; undefined when it says something else, or said it too long ago. */
export function signedOutForMs(word: string | undefined, nowMs: number): number | undefined {
  if (!word?.startsWith(signedOutPrefix)) return undefined
  const agoMs = Math.abs(nowMs - Number(word.slice(signedOutPrefix.length)))
  return agoMs < longestSignOutMs ? agoMs : undefined
}

/** The cookie that holds it (PROTOCOL.md §1.5 has the names beside it). */
export const contextCookieName = (baseUrl: string): string => `wachter_context_${storageScope(baseUrl)}`

interface CookieHolder {
  readonly baseUrl: string
  readonly ports: { readonly cookies: KeyValueStore }
}

/** The page is left for one that may change the context: nothing is vouched for until it is back. */
export const forgetContext = ({ baseUrl, ports }: CookieHolder): void =>
  ports.cookies.remove(contextCookieName(baseUrl))
