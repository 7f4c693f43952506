import { useOrganizations } from '@wachter/react/tenancy'

export function Organizations() {
  const { step, pending, error } = useOrganizations()
  const content = () => {
    switch (step.kind) {
      case 'loading':
        return 'One moment …'
      case 'signed-out':
        return 'Sign in to see your organizations.'
      case 'manage':
        return [
          <p key="here">You are in {step.active?.organization.name ?? 'your own account'}.</p>,
          ...(step.memberships ?? []).map(({ id, organization }) => (
            <input key={id} type="button" value={organization.name} onClick={() => step.switchTo(organization.id)} />
          )),
          <input
            key="add"
            type="button"
            value="Add an organization"
            onClick={() => step.create({ name: 'Initech' })}
          />,
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
