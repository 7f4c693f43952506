import { type FirstFactor, firstFactors, signUpMode, socialProviders } from '@wachter/core/flows'
import { useDeployment } from '@wachter/react'

const factorNames: Record<FirstFactor, string> = {
  'email-password': 'E-mail and password',
  'username-password': 'Username and password',
  'email-code': 'A code by e-mail',
  'email-link': 'A link by e-mail',
  'phone-code': 'A code by SMS',
  passkey: 'A passkey',
}

export function WaysIn() {
  const { deployment } = useDeployment()
  const factors = firstFactors(deployment).map((factor) => factorNames[factor])
  const names = [...factors, ...socialProviders(deployment).map(({ name }) => name)].join(', ')
  switch (signUpMode(deployment)) {
    case 'public':
      return <p>{names} or sign up</p>
    case 'waitlist':
      return <p>{names} or join the waitlist</p>
    case 'restricted':
      return <p>{names} or ask to be invited</p>
  }
}
