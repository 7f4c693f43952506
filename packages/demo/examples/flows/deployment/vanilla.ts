import { type Client, deploymentOf } from '@wachter/core'
import { type FirstFactor, firstFactors, signUpMode, socialProviders } from '@wachter/core/flows'

const factorNames: Record<FirstFactor, string> = {
  'email-password': 'E-mail and password',
  'username-password': 'Username and password',
  'email-code': 'A code by e-mail',
  'email-link': 'A link by e-mail',
  'phone-code': 'A code by SMS',
  passkey: 'A passkey',
}

export function showWaysIn(client: Client, root: HTMLElement): () => void {
  return deploymentOf(client).subscribe(({ data: deployment }) => {
    const names = firstFactors(deployment).map((factor) => factorNames[factor])
    root.replaceChildren([...names, ...socialProviders(deployment).map(({ name }) => name)].join(', '))
    switch (signUpMode(deployment)) {
      case 'public':
        return root.append(' or sign up')
      case 'waitlist':
        return root.append(' or join the waitlist')
      case 'restricted':
        return root.append(' or ask to be invited')
    }
  })
}
