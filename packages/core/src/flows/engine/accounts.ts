import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import { contextOf, sameContext } from '../../model/context.js'
import type { SessionContainer, SignIn } from '../../model/session.js'

/** The accounts that a later session no longer lists: signed out, or of a browser session that was replaced. */
function accountsLeft(before?: SessionContainer, after?: SessionContainer): readonly SignIn[] {
  if (!before || !after || before.signIns === after.signIns) return []
  return before.signIns.filter(
    ({ id, userId }) => !after.signIns.some((one) => one.id === id || (userId !== undefined && one.userId === userId)),
  )
}

/** The account that an action is for, and the organization and workspace. */
export interface Binding {
  /** Differs between accounts, and after switching away and back: part of an action's input. */
  readonly account: number
  /** Differs also after any other change of the session: then the same action runs again. */
  readonly version: number
  readonly isKept: () => boolean
  /** Throws `context-changed` after the account changed, also after switching away and back. */
  readonly check: () => void
  /** Differs between contexts, and after switching away and back. */
  readonly context: number
  /** Throws `context-changed` after the account, organization or workspace changed. */
  readonly checkContext: () => void
}

interface AccountsNeeds {
  readonly client: Client
  readonly onSignedOut: (signIn: SignIn) => void
  /** Another account became active, or none. */
  readonly onChanged: (signInId: string | undefined) => void
  /** Another account, organization or workspace became active, or none. */
  readonly onContextChanged: () => void
}

/** On each `notice`, finds out which accounts were signed out and whether another one became active. */
export function createAccountWatch({ client, onSignedOut, onChanged, onContextChanged }: AccountsNeeds) {
  let seen = client.$state.get()
  let account = 0
  let context = 0
  let version = 0

  const notice = () => {
    const session = client.$state.get()
    if (session === seen) return
    const [before, after] = [seen.container, session.container]
    seen = session
    version++
    for (const signIn of accountsLeft(before, after)) onSignedOut(signIn)
    if (!sameContext(contextOf(before), contextOf(after))) {
      context++
      onContextChanged()
    }
    if (before?.id === after?.id && before?.activeSignIn?.id === after?.activeSignIn?.id) return
    account++
    onChanged(after?.activeSignIn?.id)
  }

  return {
    notice,
    /** Binds an action, or its result, to the account that is active now. */
    bind(): Binding {
      notice()
      const bound = { account, context }
      const isKept = () => {
        notice()
        return account === bound.account
      }
      return {
        ...bound,
        version,
        isKept,
        check() {
          if (!isKept()) throw new SessionError('context-changed', 'Another account is active now')
        },
        checkContext() {
          notice()
          if (context === bound.context) return
          throw new SessionError('context-changed', 'Another account, organization or workspace is active now')
        },
      }
    },
  }
}
