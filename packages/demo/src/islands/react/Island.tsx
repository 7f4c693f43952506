import { SessionLoading, SignedIn, SignedOut, useSession, useSessionState, useSignIns, useUser } from '@wachter/react'
import { useState } from 'react'
import type { Demo } from '../../demo.ts'
import { pendingText } from '../../pending-text.ts'
import { personOf } from '../../person.ts'
import { isWorthTelling, type Problem, problemOf } from '../../problem.ts'
import { Accounts } from './Accounts.tsx'
import { ApiPanel } from './ApiPanel.tsx'
import { Avatar } from './Avatar.tsx'
import { Pickers } from './Pickers.tsx'
import { ProblemNote } from './ProblemNote.tsx'
import { SignInForm } from './SignInForm.tsx'
import { Skeleton } from './Skeleton.tsx'

export function Island({ demo }: { demo: Demo }) {
  const { session, signOut, refetch } = useSession()
  const { status, pending, error } = useSessionState()
  const signIns = useSignIns()
  // Beside whom an account is being added: somebody else's turn is no time for it.
  const [addingBeside, setAddingBeside] = useState<string>()
  const adding = session !== null && session.activeSignIn.id === addingBeside
  const [problem, setProblem] = useState<Problem>()

  const run = async (command: Promise<void>) => {
    setProblem(undefined)
    try {
      await command
    } catch (error) {
      if (isWorthTelling(error)) setProblem(problemOf(error))
    }
  }

  return (
    <div className="island-content" aria-busy={pending !== undefined}>
      <p className="pending" role="status" data-testid="react-pending">
        {pendingText(pending)}
      </p>

      <SessionLoading>
        <Skeleton />
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
        <p className="greeting" data-testid="react-signed-out">
          {signIns.length > 0 ? 'Choose an account, or sign in to another' : 'Sign in to go on'}
        </p>
      </SignedOut>

      <Accounts run={run} />

      <SignedIn>
        {adding ? (
          <SignInForm demo={demo} onClose={() => setAddingBeside(undefined)} />
        ) : (
          <>
            <Pickers run={run} />
            <ApiPanel demo={demo} />
          </>
        )}
      </SignedIn>
      <SignedOut>
        <SignInForm demo={demo} />
      </SignedOut>

      <ProblemNote testId="error" problem={problem} />

      {signIns.length > 0 && (
        <div className="row leave">
          {session && !adding && (
            <button
              className="button quiet"
              type="button"
              onClick={() => setAddingBeside(session.activeSignIn.id)}
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
