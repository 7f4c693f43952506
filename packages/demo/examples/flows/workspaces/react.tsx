import { useWorkspaces } from '@wachter/react/tenancy'

export function Workspaces() {
  const { step, pending, error } = useWorkspaces()
  const content = () => {
    switch (step.kind) {
      case 'loading':
        return 'One moment …'
      case 'signed-out':
        return 'Sign in to see your workspaces.'
      case 'no-organization':
        return 'Choose an organization first.'
      case 'manage':
        return [
          <p key="here">You are in {step.active?.workspace.name ?? step.organization.name}.</p>,
          ...(step.memberships ?? []).map(({ id, workspace }) => (
            <input key={id} type="button" value={workspace.name} onClick={() => step.switchTo(workspace.id)} />
          )),
          <input key="add" type="button" value="Add a workspace" onClick={() => step.create({ name: 'Design' })} />,
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
