import { socialProviders } from '@wachter/core/flows'
import { useDeployment, useUser } from '@wachter/react'
import { useProviderSignIn } from '@wachter/react/flows'
import { useEffect } from 'react'

export function Social() {
  const { step, error, handleCallback, restart } = useProviderSignIn()
  const { deployment } = useDeployment()
  const user = useUser()
  useEffect(() => void handleCallback(), [handleCallback])

  if (error) return <p role="alert">{error.message}</p>
  switch (step.kind) {
    case 'start':
      return socialProviders(deployment).map(({ provider, name }) => {
        const leave = () => (user ? step.connect : step.signIn)(provider, { redirectUri: location.href })
        return <input key={provider} type="button" value={name} onClick={leave} />
      })
    case 'redirecting':
      return <p>One moment …</p>
    case 'sign-in':
      return <a href={`/sign-in?signin_attempt_id=${step.attemptId}`}>Go on signing in</a>
    case 'sign-up':
      return <a href={`/sign-up?attempt=${step.attemptId}`}>Go on signing up</a>
    case 'complete':
    case 'connected':
      return <input type="button" value="Connect an account" onClick={restart} />
  }
}
