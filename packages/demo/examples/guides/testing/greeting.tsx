import { SessionUnavailable, SignedIn, SignedOut, useActiveOrganization } from '@wachter/react'

export function Greeting() {
  const organization = useActiveOrganization()
  return (
    <>
      <SignedIn>
        {({ activeSignIn }) => `Hello ${activeSignIn.user?.firstName} at ${organization?.name ?? 'home'}`}
      </SignedIn>
      <SignedOut>Please sign in</SignedOut>
      <SessionUnavailable>Please wait</SessionUnavailable>
    </>
  )
}
