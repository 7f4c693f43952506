import type { Client } from '../client.js'
import { SessionError, type SessionErrorCode } from '../errors.js'
import { isUnnamedRefusal, renamed } from '../flows/engine/refusals.js'

/** What a refusal without a code means. The first that fits counts. */
export interface RefusalRule {
  readonly status: number
  /** Words in the server's message, where one status has several meanings. */
  readonly says?: RegExp
  readonly code: SessionErrorCode
  /** Names the cure, where the server says nothing. */
  readonly message: string
}

/** The server's words for a limit of the deployment; its other refusals with the same status are `forbidden`. */
export const limitWords = /limit|maximum|more than|too many/i

export interface RefusalRules {
  /** The action needs one of these permissions. */
  readonly needs?: readonly string[]
  readonly rules?: readonly RefusalRule[]
}

/**
 * Explains a refusal of an organization or workspace. The server gives no code for a missing permission nor a forbidden
 * address (PROTOCOL.md §3.6); `mfa-required` has one.
 */
export function explained(client: Client, { needs, rules = [] }: RefusalRules, error: unknown): unknown {
  if (isUnnamedRefusal(error, 403)) {
    if (/\bip\b/i.test(error.message)) {
      return renamed(error, 'address-not-allowed', 'This network may not enter: use an allowed one')
    }
    if (needs && !client.has({ anyOf: needs })) {
      const message = `This needs the permission ${needs.join(' or ')}`
      return new SessionError('forbidden', message, { ...error, data: { missing: needs }, cause: error })
    }
  }
  const rule = rules.find(({ status, says }) => isUnnamedRefusal(error, status) && (!says || says.test(error.message)))
  return rule ? renamed(error as SessionError, rule.code, rule.message) : error
}
