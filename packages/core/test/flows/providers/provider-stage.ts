import type { EmulatorOptions } from '@wachter/emulator'
import { comeBackFromProvider } from '@wachter/testing/provider-visit'
import { createProviderSignIn, type ProviderSignInOptions } from '../../../src/flows/index.js'
import { fakePage, setUp as setUpStage } from '../../set-up.js'
import { at } from '../steps.js'

export const ada = { email: 'ada@example.com' }
export const callbackPage = 'https://app.test/callback?tab=1'

/** A browser whose visitor goes to a fake provider and comes back. */
export function setUp(options?: EmulatorOptions) {
  const stage = setUpStage(options)
  const { emulator } = stage

  /** Signs in as far as the provider, and gives the address it leads back to. */
  const visit = async (
    { client }: Awaited<ReturnType<typeof stage.open>>,
    fields: Record<string, string> = ada,
    how: 'signIn' | 'connect' = 'signIn',
    redirectUri?: string,
  ) => {
    const start = at(createProviderSignIn(client, { navigate: false }).$state.get(), 'start')
    const { url } = at(await start[how]('google_oauth', { redirectUri }), 'redirecting')
    const { search } = await comeBackFromProvider(emulator, url, fields)
    return `${callbackPage}&${search.slice(1)}`
  }

  /** The page the provider leads back to, as it has just loaded. */
  const comeBack = async (address: string, options: ProviderSignInOptions = {}) => {
    const page = fakePage(address)
    const tab = stage.tab({ page })
    return { ...tab, flow: createProviderSignIn(tab.client, options) }
  }

  const spent = () => stage.asked('GET /auth/oauth2/callback').length
  return { ...stage, visit, comeBack, spent }
}
