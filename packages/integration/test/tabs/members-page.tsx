import './page.js'
import type { Member } from '@wachter/core/tenancy'
import { Show, useActiveOrganization, useUser, WachterProvider } from '@wachter/react'
import { useInvitation, useSignUp } from '@wachter/react/flows'
import { type UseOrganizationMembers, useOrganizationMembers } from '@wachter/react/tenancy'
import { mary } from '@wachter/testing/people'
import { createRoot } from 'react-dom/client'

const token = new URLSearchParams(location.search).get('token')

/** What a page of people sees: who they are, their organization, its members, and what they may do. */
function Page() {
  const user = useUser()
  const organization = useActiveOrganization()
  return (
    <>
      <h1>
        {user?.username ?? 'Nobody'} in {organization?.name ?? 'no organization'}
      </h1>
      <Show when={{ permission: 'invoices:write' }} fallback={<p>You may only read.</p>}>
        <p>You may write invoices.</p>
      </Show>
      {token && <Invitation token={token} />}
      <Members />
    </>
  )
}

function Invitation({ token }: { readonly token: string }) {
  const { step, error } = useInvitation()
  return (
    <section aria-label="Invitation">
      {error?.code}
      {step.kind === 'start' && <Button name="Accept" act={() => step.accept(token)} />}
      {step.kind === 'sign-up-required' && (
        <>
          <SignUp email={step.invitedEmail} />
          <Button name="Try again" act={step.retry} />
        </>
      )}
      {step.kind === 'accepted' && <Button name={`Go to ${step.organization.name}`} act={step.enter} />}
      {step.kind === 'entered' && `Welcome to ${step.organization.name}`}
    </section>
  )
}

function SignUp({ email }: { readonly email: string }) {
  const { step, error } = useSignUp()
  return (
    <section aria-label="Sign up">
      {error?.code}
      {step.kind === 'start' && <Button name={`Sign up as ${email}`} act={() => step.submit({ ...mary, email })} />}
      {step.kind === 'verify-code' && (
        <form action={(data) => void step.verify(String(data.get('code')))}>
          <Button name="Send a code" act={step.send} />
          <input name="code" aria-label="Code" />
        </form>
      )}
      {step.kind}
    </section>
  )
}

function Members() {
  const { step, error } = useOrganizationMembers()
  if (step.kind !== 'manage') return null
  return (
    <ul aria-label="Members">
      {step.members?.map((member) => (
        <Row key={member.id} member={member} step={step} />
      ))}
      {error?.code}
    </ul>
  )
}

interface RowProps {
  readonly member: Member
  readonly step: Extract<UseOrganizationMembers['step'], { readonly kind: 'manage' }>
}

function Row({ member: { id, user, roles }, step }: RowProps) {
  const username = user?.username
  return (
    <li>
      <span>
        {username}: {roles.map(({ name }) => name).join(', ')}
      </span>
      {roles.map((role) => (
        <Button key={role.id} name={`Take ${role.name} from ${username}`} act={() => step.removeRole(id, role.id)} />
      ))}
      <Button name={`Remove ${username}`} act={() => step.remove(id)} />
    </li>
  )
}

const Button = ({ name, act }: { readonly name: string; readonly act: () => unknown }) => (
  <button type="button" onClick={() => void act()}>
    {name}
  </button>
)

createRoot(document.body.appendChild(document.createElement('main'))).render(
  <WachterProvider client={window.client}>
    <Page />
  </WachterProvider>,
)
