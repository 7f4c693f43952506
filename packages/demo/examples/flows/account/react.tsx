import { useEmailAddresses, useProfile } from '@wachter/react/account'
import type { FormEvent } from 'react'

export function Account() {
  const profile = useProfile().step
  const { step, pending, error } = useEmailAddresses()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('typed'))
    if (step.kind === 'manage') step.add({ email: typed })
    if (step.kind === 'verify') step.confirm({ code: typed })
  }
  if (profile.kind !== 'edit') return <p>Sign in to see your account.</p>
  return (
    <form key={step.key} onSubmit={submit}>
      <img src={profile.profile.profilePictureUrl} alt="You" />
      <input
        type="file"
        aria-label="Picture"
        onChange={({ target: { files } }) => files?.[0] && profile.setPicture(files[0])}
      />
      {step.kind === 'manage' &&
        step.addresses.map(({ id, email, verified, isPrimary }) => (
          <p key={id}>
            {email} {!verified && <input type="button" value={`Verify ${email}`} onClick={() => step.verify(id)} />}
            {!isPrimary && <input type="button" value={`Remove ${email}`} onClick={() => step.remove(id)} />}
          </p>
        ))}
      <input name="typed" aria-label={step.kind === 'verify' ? `Code for ${step.address.email}` : 'New address'} />
      <input type="submit" value="Continue" disabled={pending !== undefined} />
      {error && <p role="alert">{error.message}</p>}
    </form>
  )
}
