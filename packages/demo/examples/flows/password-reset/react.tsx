import { usePasswordReset } from '@wachter/react/flows'
import type { FormEvent } from 'react'

export function PasswordReset() {
  const { step, pending, error } = usePasswordReset()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get(step.kind))
    switch (step.kind) {
      case 'request':
        return step.send(typed)
      case 'verify-code':
        return step.verify(typed)
      case 'new-password':
        return step.submit(typed)
    }
  }
  if (step.kind === 'complete') return <p>Welcome back!</p>
  if (step.kind === 'sign-in') return <a href={`/sign-in?signin_attempt_id=${step.attemptId}`}>Go on signing in</a>
  return (
    <form onSubmit={submit}>
      {step.kind === 'request' && <input name={step.kind} type="email" aria-label="E-mail" autoComplete="email" />}
      {step.kind === 'verify-code' && <input name={step.kind} aria-label="Code" autoComplete="one-time-code" />}
      {step.kind === 'new-password' && (
        <input name={step.kind} type="password" aria-label="New password" autoComplete="new-password" />
      )}
      <input type="submit" value="Continue" disabled={pending !== undefined} />
      {step.kind === 'verify-code' && <input type="button" value="Send another code" onClick={step.send} />}
      {error && <p role="alert">{error.message}</p>}
    </form>
  )
}
