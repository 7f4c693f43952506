import { type Client, createAuthFetch, createClient, type InitialState, keepContextCookie } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { seedPassword } from '@wachter/emulator'

declare global {
  interface Window {
    /** Written by the server. */
    rendered: { readonly publishableKey: string; readonly initialState: InitialState }
    client: Client
    /** The username of the first frame; undefined when it was not known, null when nobody was signed in. */
    first: string | null | undefined
    signInAs(who: string): Promise<void>
    whoAmI(): Promise<unknown>
  }
}

const client = createClient(window.rendered)
const { loading, session } = client.$view.get()
window.first = loading ? undefined : (session?.activeSignIn.user?.username ?? null)
keepContextCookie(client)
client.start()

window.client = client
window.signInAs = (who) => signInWithPassword(client, { email: `${who}@example.com`, password: seedPassword })
window.whoAmI = async () => {
  const api = createAuthFetch(client, { origins: [location.origin] })
  return (await api('/api/me', { headers: { Accept: 'application/json' } })).json()
}
