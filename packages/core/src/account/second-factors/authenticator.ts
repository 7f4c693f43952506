import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forAccount, type ToldStep } from '../../flows/engine/declaration.js'
import { isUnnamedRefusal, namedAs, renamed } from '../../flows/engine/refusals.js'
import { requireCode } from '../../flows/inputs/typed-code.js'
import type { SessionState } from '../../model/session-state.js'
import { id, object } from '../../wire/primitives.js'
import { activeUser, changeUser, userStep } from '../user-changes.js'
import type { AuthenticatorState, AuthenticatorStep } from './authenticator-steps.js'

export interface AuthenticatorFlow {
  readonly $state: ReadableAtom<AuthenticatorState>
  /** Drops the secret and goes back to `manage`. */
  readonly restart: () => void
}

/** An app shows each code this long, ms. */
const windowMs = 30_000

/** The number of the window that an instant lies in. Windows begin at multiples of their length since 1970. */
const windowOf = (atMs: number) => Math.floor(atMs / windowMs)

/** A code that the user has typed. */
interface TypedCode {
  readonly code: string
  readonly atMs: number
}

interface Setup {
  readonly id: string
  readonly otpUrl: string
  readonly secret: string
}

// Created on demand: bundlers keep every call at the top level of a file, even if it is not used.
const begun = () => object({ id, otp_url: id, totp_secret: id })

/**
 * Links an authenticator app with the active account as a second factor, or removes it. Requests nothing by itself.
 *
 * @example
 * ```ts
 * import { createAuthenticator } from '@wachter/core/account'
 *
 * const { step } = createAuthenticator(client).$state.get()
 * const after = step.kind === 'manage' ? await step.begin() : undefined
 * if (after?.step.kind === 'scan') console.log(after.step.secret)
 * ```
 * @example The code that the app shows, then the next one
 * ```ts
 * import { createAuthenticator } from '@wachter/core/account'
 *
 * const { step } = createAuthenticator(client).$state.get()
 * const submit = async (code: string) => {
 *   if (step.kind === 'scan') await step.next({ code })
 *   if (step.kind === 'confirm') await step.confirm({ code })
 * }
 * ```
 *
 * @see PROTOCOL.md §3.5
 */
export const createAuthenticator = (client: Client): AuthenticatorFlow =>
  createFlow<AuthenticatorStep, AuthenticatorFlow>(client, declareAuthenticator)

function declareAuthenticator({
  client,
  unlessLeft,
}: Engine<AuthenticatorStep>): FlowDeclaration<AuthenticatorStep, AuthenticatorFlow> {
  const { clock } = client.ports
  let setup: Setup | undefined
  let first: TypedCode | undefined

  const forget = () => {
    setup = undefined
    first = undefined
  }

  /** The first code, while a code that is typed now can still follow it. */
  const kept = () => (first && Math.abs(clock.now() - first.atMs) < 2 * windowMs ? first : undefined)
  const nextWindowAtMs = ({ atMs }: TypedCode) => (windowOf(atMs) + 1) * windowMs

  const confirm = async ({ id: authenticator_id }: Setup, before: TypedCode, code: string) => {
    const typed = { code, atMs: clock.now() }
    if (code === before.code) {
      throw new SessionError('too-soon', 'The app still shows the first code: type the next one', {
        retryAfterMs: Math.max(0, nextWindowAtMs(before) - typed.atMs) || undefined,
      })
    }
    const confirming = changeUser(client, {
      kind: 'link-authenticator',
      path: 'me/authenticator/attempt-verification',
      form: { authenticator_id, codes: [before.code, code] },
      isApplied: ({ userAuthenticator }) => userAuthenticator?.id === authenticator_id,
    }).catch((error: unknown) => {
      if (!isUnnamedRefusal(error, 400)) throw error
      if (/not found/i.test(error.message)) throw renamed(error, 'authenticator-not-found', noSuchAuthenticator)
      // Too late for the first code; the next one may follow this one.
      if (first === before && windowOf(typed.atMs) > windowOf(before.atMs) + 1) first = typed
      throw renamed(error, 'code-rejected', 'The codes are not those of two successive windows')
    })
    await unlessLeft(confirming)
    forget()
  }

  const stepOf = (session: SessionState): ToldStep<AuthenticatorStep> =>
    userStep(session, ({ userAuthenticator: authenticator }, signInId) => {
      if (!setup) return { kind: 'manage' as const, key: `authenticator of ${signInId}`, authenticator }
      const before = kept()
      if (!before) {
        return { kind: 'scan' as const, key: `scan ${setup.id}`, otpUrl: setup.otpUrl, secret: setup.secret }
      }
      const windowEndsAtMs = nextWindowAtMs(before)
      return {
        kind: 'confirm' as const,
        key: `confirm ${setup.id} after ${before.atMs}`,
        windowEndsAtMs,
        isNextShown: clock.now() >= windowEndsAtMs,
        expiresAtMs: before.atMs + 2 * windowMs,
      }
    })

  return {
    actions: {
      manage: {
        begin: forAccount(async (account) => {
          const { id, otp_url, totp_secret } = await unlessLeft(
            // In its turn, so that a switch under way does not begin it for the next account.
            client.mutate(
              { method: 'post', path: 'me/authenticator', schema: begun() },
              { kind: 'begin-authenticator' },
            ),
          )
          account.check()
          setup = { id, otpUrl: otp_url, secret: totp_secret }
        }),
        remove: forAccount(async () => {
          const linked = activeUser(client).userAuthenticator
          if (!linked) return
          await changeUser(client, {
            kind: 'remove-authenticator',
            path: `me/authenticator/${encodeURIComponent(linked.id)}/delete`,
            isApplied: ({ userAuthenticator }) => userAuthenticator?.id !== linked.id,
          }).catch(namedAs(400, 'authenticator-not-found', noSuchAuthenticator))
        }),
      },
      scan: {
        async next({ code }) {
          first = { code: requireCode(code), atMs: clock.now() }
        },
      },
      confirm: {
        async confirm({ code }) {
          const before = kept()
          if (setup && before) await confirm(setup, before, requireCode(code))
        },
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'manage'],
    stepOf,
    forget,
    wakeAtMs() {
      const before = kept()
      if (!before) return undefined
      const nextAtMs = nextWindowAtMs(before)
      return clock.now() < nextAtMs ? nextAtMs : before.atMs + 2 * windowMs
    },
    isHolding: () => setup !== undefined,
    onAccountChanged: forget,
  }
}

const noSuchAuthenticator = 'The server does not know this authenticator'
