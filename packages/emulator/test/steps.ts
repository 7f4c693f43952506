import type { World } from '@wachter/emulator'
import type { Answer, Visitor } from './visitor'

type Kind = 'signin' | 'signup'

/** What a page does with an attempt. */
export function stepsOf(visitor: Visitor) {
  const query = (parameters: Record<string, string>) => new URLSearchParams(parameters).toString()
  return {
    prepare: (attempt: string, strategy = 'email_otp', more: Record<string, string> = {}, kind: Kind = 'signin') =>
      visitor.post(
        `/auth/prepare-verification?${query({ attempt_identifier: attempt, identifier_type: kind, strategy, ...more })}`,
      ),
    verify: (attempt: string, code: string, more: Record<string, string> = {}, kind: Kind = 'signin') =>
      visitor.post(
        `/auth/attempt-verification?${query({ attempt_identifier: attempt, identifier_type: kind, ...more })}`,
        {
          verification_code: code,
        },
      ),
    complete: (attempt: string, fields: Record<string, string>) =>
      visitor.post(`/auth/complete-profile?attempt_id=${attempt}`, fields),
  }
}

/** The attempt an answer ends with. */
export function lastAttempt({ body }: Answer, kind: Kind = 'signin') {
  return body.data[`${kind}_attempts`].at(-1)
}

/** The last code that was sent. */
export function lastCode(world: World): string {
  const message = world.outbox().findLast(({ kind }) => kind === 'code')
  if (message?.kind !== 'code') throw new Error('No code was sent')
  return message.code
}

/** The last link that was sent. */
export function lastLink(world: World): URL {
  const message = world.outbox().findLast(({ kind }) => kind === 'link')
  if (message?.kind !== 'link') throw new Error('No link was sent')
  return new URL(message.link)
}
