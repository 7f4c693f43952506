import { useWaitlist } from '@wachter/react/flows'
import type { FormEvent } from 'react'

export function Waitlist() {
  const { step, pending, error, restart } = useWaitlist()
  switch (step.kind) {
    case 'start': {
      const join = (event: FormEvent<HTMLFormElement>) => {
        event.preventDefault()
        const typed = new FormData(event.currentTarget)
        step.join({ email: String(typed.get('email')), firstName: String(typed.get('first-name')) })
      }
      return (
        <form onSubmit={join}>
          <input name="email" type="email" aria-label="E-mail" autoComplete="email" />
          <input name="first-name" aria-label="First name" autoComplete="given-name" />
          <input type="submit" value="Continue" disabled={pending !== undefined} />
          {error && <p role="alert">{error.fields.email?.message ?? error.message}</p>}
        </form>
      )
    }
    case 'joined':
      return <input type="button" value={`${step.entry.email} is on the list. Add another`} onClick={restart} />
  }
}
