// A user's code in a Worker. The runtime calls `test`, and counts an exception as a failure.
import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { authenticateRequest } from '@wachter/core/server'
import { verifyToken } from '@wachter/core/verify'

const address = { baseUrl: 'https://frontend.example.com', mode: 'staging' } as const

export default {
  async test() {
    const client = createClient(address)
    await signInWithPassword(client, { email: 'ada@example.com', password: 'correct-horse-battery' })
    const token = await client.getToken()
    if (token.split('.').length !== 3) throw new Error('getToken does not give a JWT')
    const { userId } = await verifyToken(token, address)
    if (userId !== client.$user.get()?.id) throw new Error('verifyToken does not find the user')

    const Cookie = `__dev_session___frontend_example_com=${client.devSession()}`
    const request = new Request('https://app.example.com/', { headers: { Cookie } })
    const { auth, initialState } = await authenticateRequest(request, address)
    if (auth.userId !== userId) throw new Error(`authenticateRequest does not find the user: ${auth.error}`)
    if (!initialState.container?.activeSignIn) throw new Error('authenticateRequest does not find the session')
  },
}
