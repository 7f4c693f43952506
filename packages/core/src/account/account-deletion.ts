import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { createFlow, type Engine } from '../flows/engine/create-flow.js'
import { type FlowDeclaration, forAccount, type ToldStep } from '../flows/engine/declaration.js'
import { namedAs } from '../flows/engine/refusals.js'
import type { SignIn } from '../model/session.js'
import type { SessionState } from '../model/session-state.js'
import { opaque } from '../wire/primitives.js'
import type { AccountDeletionState, AccountDeletionStep } from './account-deletion-steps.js'
import { activeUser, unconfirmed, userStep } from './user-changes.js'

export interface AccountDeletionFlow {
  readonly $state: ReadableAtom<AccountDeletionState>
  /** Leaves `deleted`. */
  readonly restart: () => void
}

/**
 * Deletes the active account for good. Requests nothing by itself.
 *
 * @example
 * ```ts
 * import { createAccountDeletion } from '@wachter/core/account'
 *
 * const { step } = createAccountDeletion(client).$state.get()
 * if (step.kind === 'confirm' && confirm('Delete your account?')) await step.delete()
 * ```
 *
 * @see PROTOCOL.md §3.5
 */
export const createAccountDeletion = (client: Client): AccountDeletionFlow =>
  createFlow<AccountDeletionStep, AccountDeletionFlow>(client, declareAccountDeletion)

function declareAccountDeletion({
  client,
  unlessLeft,
}: Engine<AccountDeletionStep>): FlowDeclaration<AccountDeletionStep, AccountDeletionFlow> {
  let isDeleted = false

  const forget = () => {
    isDeleted = false
  }

  const stepOf = (session: SessionState): ToldStep<AccountDeletionStep> =>
    isDeleted
      ? { kind: 'deleted' }
      : userStep(session, (_, signInId) => ({ kind: 'confirm' as const, key: `delete ${signInId}` }))

  return {
    actions: {
      confirm: {
        delete: forAccount(async (_, { password = '' } = {}) => {
          const { id: userId } = activeUser(client)
          const before = client.$state.get().container
          const deleting = client
            .mutate(
              { method: 'post', path: 'me/account/delete', form: { password }, schema: opaque },
              // Another browser session, and a sign-in of nobody knows whom, tell nothing of this account.
              {
                kind: 'delete-account',
                applied: ({ id, signIns }) => id === before?.id && signIns.every(isOfAnotherThan(userId)),
              },
            )
            .catch(namedAs(400, 'password-incorrect', 'The password is wrong'))
            .catch((error: unknown) => {
              const signInId = before?.activeSignIn?.id
              // While its sign-in is there, the account is.
              if (client.$signIns.get().some(({ id }) => id === signInId)) throw error
              unconfirmed(error)
            })
          await unlessLeft(deleting)
          // The server may have made another account active: to its user, this would say that their account is deleted.
          isDeleted = !client.$activeSignIn.get()
        }),
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'confirm'],
    stepOf,
    forget,
    isHolding: () => isDeleted,
    onAccountChanged: forget,
  }
}

const isOfAnotherThan = (deletedId: string) => (signIn: SignIn) => {
  const userId = signIn.userId ?? signIn.user?.id
  return userId !== undefined && userId !== deletedId
}
