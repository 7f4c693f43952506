import { useSession, useSignIns } from '@wachter/react'
import { personOf } from '../../person.ts'
import { Avatar } from './Avatar.tsx'

/** All accounts of the browser session, with the active one marked. */
export function Accounts({ run }: { run: (command: Promise<void>) => Promise<void> }) {
  const { session, switchSignIn } = useSession()
  const signIns = useSignIns()
  const activeId = session?.activeSignIn.id
  if (signIns.length === 0) return null
  return (
    <ul className="accounts" aria-label="Accounts">
      {signIns.map(({ id, user }) => {
        const person = personOf(user)
        return (
          <li key={id}>
            <button
              className="account"
              type="button"
              aria-current={id === activeId || undefined}
              onClick={() => id !== activeId && run(switchSignIn(id))}
              data-testid={`react-account-${person.handle}`}
            >
              <Avatar person={person} />
              <span className="account-text">
                <span className="account-name">{person.name}</span>
                <span className="account-email">{person.email}</span>
              </span>
              <span className="account-mark" aria-hidden="true" />
            </button>
          </li>
        )
      })}
    </ul>
  )
}
