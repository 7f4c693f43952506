import { useInvitation } from '@wachter/react/flows'

export function Invitation() {
  const { step, error } = useInvitation()
  const accept = () => {
    const token = new URLSearchParams(location.search).get('token') ?? ''
    return step.kind === 'start' && step.accept(token)
  }
  if (error) return <p role="alert">{error.message}</p>
  switch (step.kind) {
    case 'start':
      return <input type="button" value="Accept the invitation" onClick={accept} />
    case 'accepted':
    case 'already-member':
      return <input type="button" value={`Go to ${step.organization.name}`} onClick={step.enter} />
    case 'sign-in-required':
    case 'sign-up-required':
    case 'wrong-account':
      return (
        <p>
          Sign in as {step.invitedEmail} in another tab. <input type="button" value="Try again" onClick={step.retry} />
        </p>
      )
    case 'entered':
      return <p>Welcome to {step.organization.name}!</p>
    default:
      return <p>This invitation counts no more.</p>
  }
}
