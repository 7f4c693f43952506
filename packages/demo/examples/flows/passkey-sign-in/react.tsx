import { usePasskeySignIn } from '@wachter/react/flows'

export function PasskeySignIn() {
  const { step, pending, error, restart } = usePasskeySignIn()
  const content = () => {
    switch (step.kind) {
      case 'loading':
        return 'One moment …'
      case 'start':
        return <input type="button" value="Sign in with a passkey" onClick={() => step.signIn()} />
      case 'complete':
        return <input type="button" value="Add an account" onClick={restart} />
    }
  }
  return (
    <fieldset disabled={pending !== undefined}>
      {content()}
      {error && <p role="alert">{error.message}</p>}
    </fieldset>
  )
}
