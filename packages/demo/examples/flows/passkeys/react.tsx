import { usePasskeys } from '@wachter/react/flows'

export function Passkeys() {
  const { step, pending, error, restart } = usePasskeys()
  const content = () => {
    switch (step.kind) {
      case 'loading':
        return 'One moment …'
      case 'start':
        return <input type="button" value="Sign in with a passkey" onClick={() => step.signIn()} />
      case 'manage':
        return [
          <input key="list" type="button" value="Show my passkeys" onClick={step.list} />,
          ...(step.passkeys ?? []).map(({ id, name }) => (
            <input key={id} type="button" value={`Remove ${name}`} onClick={() => step.remove(id)} />
          )),
          <input key="add" type="button" value="Add a passkey" onClick={() => step.register({ name: 'Laptop' })} />,
        ]
      case 'complete':
        return <input type="button" value="My passkeys" onClick={restart} />
    }
  }
  return (
    <fieldset disabled={pending !== undefined}>
      {content()}
      {error && <p role="alert">{error.message}</p>}
    </fieldset>
  )
}
