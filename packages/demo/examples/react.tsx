import { createClient } from '@wachter/core'
import { SignedIn, SignedOut, useSession, WachterProvider } from '@wachter/react'

const client = createClient({ publishableKey: 'pk_test_aHR0cDovL2xvY2FsaG9zdDo0NzQ3' })

export default function App() {
  return (
    <WachterProvider client={client}>
      <SignedIn>{({ activeSignIn }) => <SignOut name={activeSignIn.user?.firstName} />}</SignedIn>
      <SignedOut>Nobody is signed in.</SignedOut>
    </WachterProvider>
  )
}

function SignOut({ name }: { name: string | undefined }) {
  const { signOut } = useSession()
  return (
    <button type="button" onClick={() => signOut()}>
      Sign {name} out
    </button>
  )
}
