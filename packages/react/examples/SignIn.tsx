import { useSignIn } from '@wachter/react/flows'
import type { FormEvent } from 'react'

export function SignIn() {
  const { step, pending, error, restart } = useSignIn()

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const typed = (name: string) => String(form.get(name))
    if (step.kind === 'start') step.password({ email: typed('email'), password: typed('password') })
    if (step.kind === 'verify-code' || step.kind === 'second-factor') step.verify(typed('code'))
  }

  if (step.kind === 'loading') return <p>One moment …</p>
  if (step.kind === 'complete') return <p>Welcome!</p>
  return (
    <form onSubmit={submit} onReset={restart}>
      {step.kind === 'start' && <input name="email" type="email" aria-label="E-mail" autoComplete="username" />}
      {step.kind === 'start' && (
        <input name="password" type="password" aria-label="Password" autoComplete="current-password" />
      )}
      {step.kind === 'verify-code' && <input type="button" value={`Code by ${step.channel}`} onClick={step.send} />}
      {'verify' in step && <input name="code" aria-label="Code" autoComplete="one-time-code" />}
      {error && <p role="alert">{error.message}</p>}
      <input type="submit" value="Continue" disabled={pending !== undefined} />
      {step.kind !== 'start' && <input type="reset" value="Start over" />}
    </form>
  )
}
