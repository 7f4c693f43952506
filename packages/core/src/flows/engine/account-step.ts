import type { SignIn } from '../../model/session.js'
import type { SessionState } from '../../model/session-state.js'

/** The step of a flow about the active account, once the session is known. */
export function accountStep<Step>({ container }: SessionState, tell: (signIn: SignIn) => Step) {
  if (!container) return { kind: 'loading' } as const
  return container.activeSignIn ? tell(container.activeSignIn) : ({ kind: 'signed-out' } as const)
}
