import { signInWithPassword } from '@wachter/core/flows'
import { useClient } from '@wachter/react'
import { type FormEvent, useState } from 'react'
import { credentialsOf } from '../../credentials.ts'
import type { Demo } from '../../demo.ts'
import { type Problem, problemOf } from '../../problem.ts'
import { ProblemNote } from './ProblemNote.tsx'

interface SignInFormProps {
  demo: Demo
  /** Given for a further account only: called when it is signed in, and to go back. */
  onClose?: () => void
}

export function SignInForm({ demo, onClose }: SignInFormProps) {
  const client = useClient()
  const [identifier, setIdentifier] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setProblem(undefined)
    setBusy(true)
    try {
      await signInWithPassword(client, credentialsOf(identifier, password))
      onClose?.()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form className="form" aria-label="Sign in" onSubmit={submit} data-testid="react-sign-in">
      <label className="field">
        <span className="label">E-mail or username</span>
        <input
          className="input"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          // biome-ignore lint/a11y/noAutofocus: the form for a further account appears because the user asked for it
          autoFocus={onClose !== undefined}
          value={identifier}
          onChange={(event) => setIdentifier(event.target.value)}
          data-testid="react-sign-in-email"
        />
      </label>
      <label className="field">
        <span className="label">Password</span>
        <input
          className="input"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          data-testid="react-sign-in-password"
        />
      </label>
      <p className="fill">
        <span className="hint">Fill in for</span>
        {demo.users.map(({ email, username }) => (
          <button
            key={username}
            className="chip"
            type="button"
            onClick={() => {
              setIdentifier(email)
              setPassword(demo.password)
            }}
            data-testid={`react-fill-${username}`}
          >
            {username}
          </button>
        ))}
      </p>
      <ProblemNote testId="sign-in-error" problem={problem} />
      <div className="row">
        <button className="button primary" type="submit" disabled={busy} data-testid="react-sign-in-submit">
          Sign in
        </button>
        {onClose && (
          <button className="button" type="button" onClick={onClose} data-testid="react-cancel-add-account">
            Cancel
          </button>
        )}
      </div>
    </form>
  )
}
