// A user's code in a Worker. The runtime calls `test`, and counts an exception as a failure.
import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { loadInitialState } from '@wachter/core/server'

const address = { baseUrl: 'https://frontend.example.com', mode: 'staging' } as const

export default {
  async test() {
    const client = createClient(address)
    await signInWithPassword(client, { email: 'ada@example.com', password: 'correct-horse-battery' })
    const token = await client.getToken()
    if (token.split('.').length !== 3) throw new Error('getToken does not give a JWT')

    const page = new URL('https://app.example.com/')
    page.searchParams.set('__dev_session__', client.devSession() ?? '')
    const { container } = await loadInitialState(new Request(page), address)
    if (!container?.activeSignIn) throw new Error('loadInitialState does not find the session')
  },
}
