import { SessionLoading, SessionUnavailable, SignedIn, SignedOut, useContextKey } from '@wachter/react'
import type { ReactNode } from 'react'

export function ProtectedPage({ children }: { children: ReactNode }) {
  const contextKey = useContextKey()
  return (
    <>
      <SessionLoading>One moment …</SessionLoading>
      <SessionUnavailable>We cannot reach the server. We are still trying.</SessionUnavailable>
      <SignedOut>
        <a href="/sign-in">Sign in</a>
      </SignedOut>
      <SignedIn>
        <main key={contextKey}>{children}</main>
      </SignedIn>
    </>
  )
}
