import type { Client } from '@wachter/core'
import { createProviderSignIn } from '@wachter/core/flows'
import type { Emulator } from '@wachter/emulator'

/** Visits a fake provider as Ada, and gives the address it leads back to. */
export async function visitProvider(client: Client, { fetch }: Emulator): Promise<string> {
  const { step } = createProviderSignIn(client, { navigate: false }).$state.get()
  const { step: left } = step.kind === 'start' ? await step.signIn('google_oauth') : { step }
  if (left.kind !== 'redirecting') throw new Error(`It does not lead to the provider: ${left.kind}`)
  const body = new URLSearchParams({ email: 'ada@example.com' })
  const answer = await fetch(left.url, { method: 'POST', body })
  return answer.headers.get('location') ?? ''
}
