import { useSignIn } from '@wachter/react/flows'
import type { FormEvent } from 'react'

export function SignIn() {
  const { step, pending, error, restart } = useSignIn()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>
    const { email = '', password, code = '' } = typed
    switch (step.kind) {
      case 'start':
        return password ? step.password({ email, password }) : step.emailCode({ email })
      case 'verify-code':
      case 'second-factor':
        return step.verify(code)
    }
  }
  if (step.kind === 'complete') return <p>Welcome!</p>
  return (
    <form onSubmit={submit} onReset={restart}>
      {step.kind === 'start' && <input name="email" type="email" aria-label="E-mail" autoComplete="username" />}
      {step.kind === 'start' && (
        <input name="password" type="password" aria-label="Password" autoComplete="current-password" />
      )}
      {'verify' in step && <input name="code" aria-label="Code" autoComplete="one-time-code" />}
      <input type="submit" value="Continue" disabled={pending !== undefined} />
      {step.kind === 'verify-code' && <input type="button" value="Send a code" onClick={step.send} />}
      {step.kind !== 'start' && <input type="reset" value="Start over" />}
      {error && <p role="alert">{error.message}</p>}
    </form>
  )
}
