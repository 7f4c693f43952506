import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'

const client = createClient({ publishableKey: 'pk_test_aHR0cDovL2xvY2FsaG9zdDo0NzQ3' })
client.start()

client.$view.subscribe(({ loading, session }) => {
  document.title = loading ? '…' : (session?.activeSignIn.user?.firstName ?? 'Signed out')
})

// After a reload the session is still there.
if (!(await client.ready())) await signInWithPassword(client, { username: 'ada', password: 'correct-horse-battery' })

const token = await client.getToken()
console.log(`${client.$user.get()?.firstName} has a token of ${token.length} characters for your API`)
