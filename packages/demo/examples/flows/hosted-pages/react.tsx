import { useSession, useSessionState } from '@wachter/react'
import { useHostedPages } from '@wachter/react/flows'

export function AccountMenu() {
  const { toSignIn, toSignUp, toAccountChooser, toUserProfile, toAfterSignOut } = useHostedPages()
  const { status } = useSessionState()
  const { signOut } = useSession()
  switch (status) {
    case 'signed-out':
      return (
        <menu>
          <input type="button" value="Sign in" onClick={() => toSignIn()} />
          <input type="button" value="Sign up" onClick={() => toSignUp()} />
        </menu>
      )
    case 'signed-in':
      return (
        <menu>
          <input type="button" value="Profile" onClick={() => toUserProfile()} />
          <input type="button" value="Accounts" onClick={() => toAccountChooser()} />
          <input type="button" value="Sign out" onClick={() => signOut().then(() => toAfterSignOut())} />
        </menu>
      )
    default:
      return <p>{status}</p>
  }
}
