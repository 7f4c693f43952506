import { createAuthFetch, createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'

const client = createClient({ publishableKey: 'pk_test_aHR0cDovL2xvY2FsaG9zdDo0NzQ3' })
client.start()

client.$view.subscribe(({ loading, session }) => {
  document.title = loading ? '…' : (session?.activeSignIn.user?.firstName ?? 'Signed out')
})

await signInWithPassword(client, { username: 'ada', password: 'correct-horse-battery' })

const api = createAuthFetch(client, { origins: ['http://localhost:4749'] })
console.log(await (await api('http://localhost:4749/whoami')).json())
