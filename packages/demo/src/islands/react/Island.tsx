import { SessionLoading, SignedIn, SignedOut, useSession, useSessionState, useSignIns, useUser } from '@wachter/react'
import { useHostedPages } from '@wachter/react/flows'
import { useEffect, useState } from 'react'
import type { Demo } from '../../demo.ts'
import { pendingText } from '../../pending-text.ts'
import { personOf } from '../../person.ts'
import { isWorthTelling, type Problem, problemOf } from '../../problem.ts'
import { beginning } from '../../surface/place.ts'
import { Accounts } from './Accounts.tsx'
import { ApiPanel } from './ApiPanel.tsx'
import { Avatar } from './Avatar.tsx'
import { Passkeys } from './Passkeys.tsx'
import { Pickers } from './Pickers.tsx'
import { ProblemNote } from './ProblemNote.tsx'
import { Pages } from './pages/Pages.tsx'
import { Skeleton } from './Skeleton.tsx'
import { Surface } from './surface/Surface.tsx'
import { usePlace } from './surface/use-place.ts'

export function Island({ demo }: { demo: Demo }) {
  const { session, signOut, refetch } = useSession()
  const { status, pending, error } = useSessionState()
  const signIns = useSignIns()
  const [place, go] = usePlace(demo.arrival.place)
  const adding = session !== null && session.activeSignIn.id === place.addingBeside
  // Shown here at first, unless the surface shows it.
  const [problem, setProblem] = useState<Problem | undefined>(session && !adding ? demo.arrival.problem : undefined)

  const run = async (command: Promise<void>) => {
    setProblem(undefined)
    try {
      await command
    } catch (error) {
      if (isWorthTelling(error)) setProblem(problemOf(error))
    }
  }

  const isDone = session !== null && !adding
  useEffect(() => {
    if (isDone) go(beginning)
  }, [isDone])

  // The one line that differs between embedded and hosted pages.
  const signInWith = (close?: () => void) =>
    demo.pages === 'hosted' ? <HostedSignIn /> : <Surface {...{ demo, place, go, close }} />

  return (
    <div className="island-content" aria-busy={pending !== undefined}>
      <p className="pending" role="status" data-testid="react-pending">
        {pendingText(pending)}
      </p>

      <SessionLoading>
        <Skeleton testId="react-loading" />
      </SessionLoading>

      {status === 'unavailable' && (
        <div className="notice" data-testid="react-unavailable">
          <p>
            The server cannot be reached: <code>{error?.code}</code>
          </p>
          <button className="button" type="button" onClick={() => run(refetch())} data-testid="react-retry">
            Try again
          </button>
        </div>
      )}

      <SignedIn>
        <Who />
      </SignedIn>
      <SignedOut>
        {signIns.length > 0 && (
          <p className="greeting" data-testid="react-signed-out">
            Choose an account, or sign in to another
          </p>
        )}
      </SignedOut>

      <Accounts run={run} />

      <SignedIn>
        {adding ? (
          signInWith(() => go(beginning))
        ) : (
          <>
            <Pickers run={run} />
            <Passkeys />
            <Pages />
            <ApiPanel demo={demo} />
          </>
        )}
      </SignedIn>
      <SignedOut>{signInWith()}</SignedOut>

      <ProblemNote testId="error" problem={problem} />

      {signIns.length > 0 && (
        <div className="row leave">
          {session && !adding && (
            <button
              className="button quiet"
              type="button"
              onClick={() => go({ ...beginning, addingBeside: session.activeSignIn.id })}
              data-testid="react-add-account"
            >
              Add an account
            </button>
          )}
          {session && (
            <button
              className="button quiet"
              type="button"
              onClick={() => run(signOut(session.activeSignIn.id))}
              data-testid="react-sign-out"
            >
              Sign out
            </button>
          )}
          <button
            className="button quiet"
            type="button"
            onClick={() => run(signOut())}
            data-testid="react-sign-out-all"
          >
            Sign out of all
          </button>
        </div>
      )}
    </div>
  )
}

/** Redirects to the deployment's own pages, which redirect back here. */
function HostedSignIn() {
  const { toSignIn } = useHostedPages()
  return (
    <button
      className="button primary"
      type="button"
      onClick={() => toSignIn({ replace: false })}
      data-testid="react-hosted-sign-in"
    >
      Sign in
    </button>
  )
}

function Who() {
  const person = personOf(useUser())
  return (
    <div className="person" data-testid="react-signed-in">
      <Avatar person={person} large />
      <div className="account-text">
        <p className="person-name" data-testid="react-user-name">
          {person.name}
        </p>
        <p className="person-email" data-testid="react-user-email">
          {person.email}
        </p>
      </div>
    </div>
  )
}
