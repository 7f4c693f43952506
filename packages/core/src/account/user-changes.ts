import type { Client } from '../client.js'
import { isRefusal, isSessionError, SessionError } from '../errors.js'
import { accountStep } from '../flows/engine/account-step.js'
import { isUnconfirmed, outcomeUnknown } from '../flows/engine/refusals.js'
import type { ApiRequest } from '../http/request.js'
import type { SessionState } from '../model/session-state.js'
import type { User } from '../model/user.js'
import { opaque } from '../wire/primitives.js'

/** The step of a flow about the user of the active account, once it is known. */
export const userStep = <Step>(session: SessionState, tell: (user: User, signInId: string) => Step) =>
  accountStep(session, ({ user, id }) => (user ? tell(user, id) : ({ kind: 'loading' } as const)))

/** The user of the active account, for an action that belongs to a step which shows it. */
export function activeUser(client: Client): User {
  const user = client.$user.get()
  if (!user) throw new SessionError('signed-out', 'No account is active')
  return user
}

interface UserChange extends Pick<ApiRequest<unknown>, 'path' | 'query'> {
  /** Shown by the client as `pending`. */
  readonly kind: string
  readonly form?: NonNullable<ApiRequest<unknown>['form']>
  readonly schema?: ApiRequest<unknown>['schema']
  /** Tells from the user whether it was applied. Without it, a change whose answer was lost is `unconfirmed`. */
  readonly isApplied?: (user: User) => boolean
}

/** Changes the active account. The session shows the change when it resolves. */
export async function changeUser(client: Client, { kind, isApplied, ...request }: UserChange): Promise<void> {
  const signInId = client.$activeSignIn.get()?.id
  const change = client.mutate(
    { method: 'post', schema: opaque, ...request },
    {
      kind,
      applied: ({ activeSignIn }) =>
        activeSignIn?.id === signInId && activeSignIn?.user !== undefined && isApplied?.(activeSignIn.user) === true,
    },
  )
  await (isApplied ? change : change.catch(unconfirmed))
}

/** The answer was lost, and the session does not show what became of the change. */
export function unconfirmed(cause: unknown): never {
  if (!isSessionError(cause) || isRefusal(cause) || !cause.retryable || cause.code === 'rate-limited') throw cause
  throw isUnconfirmed(cause) ? cause : outcomeUnknown(cause)
}
