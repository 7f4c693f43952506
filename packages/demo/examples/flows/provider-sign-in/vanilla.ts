import type { Client } from '@wachter/core'
import { createProviderSignIn, providerName } from '@wachter/core/flows'

export function showSocial(client: Client, root: HTMLElement): () => void {
  const { $state, handleCallback, restart } = createProviderSignIn(client)
  const button = (value: string, onclick: () => unknown) =>
    Object.assign(document.createElement('input'), { type: 'button', value, onclick })
  const content = () => {
    const { step } = $state.get()
    switch (step.kind) {
      case 'start': {
        const leave = client.$user.get() ? step.connect : step.signIn
        const visit = (provider: string) => leave(provider, { redirectUri: location.href })
        return ['google_oauth', 'github_oauth'].map((one) => button(providerName(one), () => visit(one)))
      }
      case 'redirecting':
        return ['One moment …']
      case 'sign-in':
        return [button('Go on signing in', () => location.assign(`/sign-in?signin_attempt_id=${step.attemptId}`))]
      case 'sign-up':
        return [button('Go on signing up', () => location.assign(`/sign-up?attempt=${step.attemptId}`))]
      default:
        return [button('Connect an account', restart)]
    }
  }
  handleCallback()
  return $state.subscribe(({ error }) => root.replaceChildren(...content(), error?.message ?? ''))
}
