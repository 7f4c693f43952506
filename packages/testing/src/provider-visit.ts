import { createProviderSignIn } from '../../core/src/flows/index.js'
import type { Client } from '../../core/src/index.js'
import type { Emulator } from '../../emulator/src/index.js'

/** Pages of a provider that redirect. */
const relays = /^\/__provider\/relay$/
/** The same, plus the server's own pages that redirect to the app. */
const stations = /\/relay$|\/oidc\/callback$/

/** Submits a fake provider's form and returns the URL it redirects to. */
export const answerProvider = async (emulator: Emulator, authorizeUrl: string, fields: Record<string, string>) =>
  follow(emulator, await answer(emulator, authorizeUrl, fields), relays)

/** Submits a fake provider's form and returns the app's page that the redirects end at. */
export const comeBackFromProvider = async (emulator: Emulator, authorizeUrl: string, fields: Record<string, string>) =>
  follow(emulator, await answer(emulator, authorizeUrl, fields), stations)

/** Opens a provider's page; it redirects back at once if a failure is planned. */
export const openProvider = async (emulator: Emulator, authorizeUrl: string) =>
  follow(emulator, await emulator.fetch(authorizeUrl), relays)

/** Signs in as Ada at a fake provider, and returns the URL it redirects back to. */
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
