import { createProviderSignIn } from '../../core/src/flows/index.js'
import type { Client } from '../../core/src/index.js'
import type { Emulator } from '../../emulator/src/index.js'

/** Pages of a provider that lead on by themselves. */
const relays = /^\/__provider\/relay$/
/** With the server's own, which lead on to the app. */
const stations = /\/relay$|\/oidc\/callback$/

/** Answers a fake provider's question, and gives where it sends the visitor. */
export const answerProvider = async (emulator: Emulator, authorizeUrl: string, fields: Record<string, string>) =>
  follow(emulator, await answer(emulator, authorizeUrl, fields), relays)

/** The same, and gives the page of the app that the visitor comes back to. */
export const comeBackFromProvider = async (emulator: Emulator, authorizeUrl: string, fields: Record<string, string>) =>
  follow(emulator, await answer(emulator, authorizeUrl, fields), stations)

/** Opens a provider's page; it sends the visitor back at once when something is to go wrong. */
export const openProvider = async (emulator: Emulator, authorizeUrl: string) =>
  follow(emulator, await emulator.fetch(authorizeUrl), relays)

/** Visits a fake provider as Ada to sign in, and gives the address it leads back to. */
export async function visitProvider(client: Client, emulator: Emulator): Promise<string> {
  const { step } = createProviderSignIn(client, { navigate: false }).$state.get()
  const { step: left } = step.kind === 'start' ? await step.signIn('google_oauth') : { step }
  if (left.kind !== 'redirecting') throw new Error(`It does not lead to the provider: ${left.kind}`)
  const response = await answer(emulator, left.url, { email: 'ada@example.com' })
  return response.headers.get('location') ?? ''
}

const answer = ({ fetch }: Emulator, authorizeUrl: string, fields: Record<string, string>) =>
  fetch(authorizeUrl, { method: 'POST', body: new URLSearchParams(fields) })

async function follow(emulator: Emulator, response: Response, through: RegExp): Promise<URL> {
  const target = new URL(response.headers.get('location') ?? '')
  return through.test(target.pathname) ? follow(emulator, await emulator.fetch(target), through) : target
}
