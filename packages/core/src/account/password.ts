import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { SessionError } from '../errors.js'
import { hardLimits } from '../flows/deployment/password-policy.js'
import { createFlow, type Engine } from '../flows/engine/create-flow.js'
import { type FlowDeclaration, forAccount } from '../flows/engine/declaration.js'
import { isUnnamedRefusal, renamed } from '../flows/engine/refusals.js'
import { requireText } from '../flows/inputs/require-text.js'
import type { PasswordState, PasswordStep } from './password-steps.js'
import { changeUser, userStep } from './user-changes.js'

export interface PasswordFlow {
  readonly $state: ReadableAtom<PasswordState>
  /** Drops what is in progress. */
  readonly restart: () => void
}

/**
 * Sets, changes and removes the password of the active account. Keeps no password. Requests nothing by itself.
 *
 * @example
 * ```ts
 * import { createPassword } from '@wachter/core/account'
 *
 * const { step } = createPassword(client).$state.get()
 * if (step.kind === 'none') await step.set({ newPassword: 'correct horse battery staple' })
 * ```
 *
 * @see PROTOCOL.md §3.5
 */
export const createPassword = (client: Client): PasswordFlow =>
  createFlow<PasswordStep, PasswordFlow>(client, declarePassword)

function declarePassword({ client }: Engine<PasswordStep>): FlowDeclaration<PasswordStep, PasswordFlow> {
  const update = { kind: 'update-password', path: 'me/update-password' }

  return {
    actions: {
      none: {
        set: forAccount(async (_, { newPassword }) => {
          refuseLength(newPassword)
          await changeUser(client, {
            ...update,
            form: { current_password: '', new_password: newPassword },
            isApplied: ({ hasPassword }) => hasPassword,
          }).catch(refused)
        }),
      },
      has: {
        change: forAccount(async (_, { currentPassword, newPassword }) => {
          requireText('currentPassword', currentPassword)
          refuseLength(newPassword)
          const form = { current_password: currentPassword, new_password: newPassword }
          // The session never shows which password it is.
          await changeUser(client, { ...update, form }).catch(refused)
        }),
        remove: forAccount(async (_, { currentPassword }) => {
          requireText('currentPassword', currentPassword)
          await changeUser(client, {
            kind: 'remove-password',
            path: 'me/remove-password',
            form: { current_password: currentPassword },
            isApplied: ({ hasPassword }) => !hasPassword,
          }).catch(notRemoved)
        }),
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'none', 'has'],
    stepOf: (session) =>
      userStep(session, ({ hasPassword }, id) => {
        const kind = hasPassword ? ('has' as const) : ('none' as const)
        return { kind, key: `${kind} of ${id}` }
      }),
    forget: () => undefined,
  }
}

function refuseLength(password: string): void {
  requireText('newPassword', password)
  const { minLength, maxLength } = hardLimits
  if (password.length >= minLength && password.length <= maxLength) return
  const message = `A password has ${minLength} to ${maxLength} characters`
  throw new SessionError('password-rejected', message, { errors: [{ code: '', message }] })
}

/** These refusals often have a sentence only (PROTOCOL.md §2.2). */
const isIncorrect = ({ message }: SessionError) => /incorrect|wrong|current/i.test(message)

function refused(error: unknown): never {
  if (!isUnnamedRefusal(error, 400)) throw error
  throw isIncorrect(error)
    ? renamed(error, 'password-incorrect', 'The current password is wrong')
    : renamed(error, 'password-rejected', 'The server rejected the new password')
}

function notRemoved(error: unknown): never {
  if (!isUnnamedRefusal(error, 400)) throw error
  throw isIncorrect(error)
    ? renamed(error, 'password-incorrect', 'The current password is wrong')
    : renamed(error, 'no-alternative-auth-method', 'The account has no other way to sign in: add one first')
}
