import { useHostedPages, useSignIn } from '@wachter/react/flows'
import { type FormEvent, useEffect } from 'react'
import { useNavigate } from 'react-router'

export default function SignIn() {
  const { step, error, pending } = useSignIn()
  const { toSignIn } = useHostedPages()
  const navigate = useNavigate()
  const isComplete = step.kind === 'complete'
  useEffect(() => {
    if (isComplete) navigate('/')
  }, [isComplete, navigate])

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    if (step.kind === 'start')
      step.password({ email: String(form.get('email')), password: String(form.get('password')) })
  }
  return (
    <form method="post" onSubmit={submit}>
      <input name="email" type="email" aria-label="E-mail" autoComplete="username" />
      <input name="password" type="password" aria-label="Password" autoComplete="current-password" />
      {error && <p role="alert">{error.message}</p>}
      <button type="submit" disabled={pending !== undefined}>
        Sign in
      </button>
      <button type="button" onClick={() => toSignIn({ redirectUri: '/' })}>
        Use the hosted page
      </button>
    </form>
  )
}
