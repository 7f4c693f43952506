import { useSignUp } from '@wachter/react/flows'
import type { FormEvent } from 'react'

export function SignUp() {
  const { step, pending, error, restart } = useSignUp()
  const fields = step.kind === 'start' ? ['email', 'password'] : 'missing' in step ? step.missing : ['code']
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>
    switch (step.kind) {
      case 'start':
      case 'complete-profile':
        return step.submit(typed)
      case 'verify-code':
        return step.verify(typed.code ?? '')
    }
  }
  if (step.kind === 'complete') return <p>Welcome!</p>
  return (
    <form onSubmit={submit} onReset={restart}>
      {fields.map((name) => (
        <input key={name} name={name} type={name} aria-label={name} />
      ))}
      <input type="submit" value="Continue" disabled={pending !== undefined} />
      {step.kind === 'verify-code' && <input type="button" value="Send a code" onClick={step.send} />}
      {step.kind !== 'start' && <input type="reset" value="Start over" />}
      {error && <p role="alert">{error.message}</p>}
    </form>
  )
}
