import { usePasskeys } from '@wachter/react/account'

export function Passkeys() {
  const { step, pending, error } = usePasskeys()
  const content = () => {
    switch (step.kind) {
      case 'loading':
        return 'One moment …'
      case 'signed-out':
        return 'Sign in to see your passkeys.'
      case 'manage':
        return [
          ...(step.passkeys ?? []).map(({ id, name }) => (
            <input key={id} type="button" value={`Remove ${name}`} onClick={() => step.remove(id)} />
          )),
          <input key="add" type="button" value="Add a passkey" onClick={() => step.register({ name: 'Laptop' })} />,
        ]
    }
  }
  return (
    <fieldset disabled={pending !== undefined}>
      {content()}
      {error && <p role="alert">{error.message}</p>}
    </fieldset>
  )
}
