import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { seedPassword } from '@wachter/emulator'
import { SignedIn, WachterProvider } from '@wachter/react'
import { createRoot } from 'react-dom/client'

const { publishableKey } = await (await fetch('/config.json')).json()
const client = createClient({ publishableKey })
createRoot(document.body).render(
  <WachterProvider client={client}>
    <SignedIn>{({ activeSignIn }) => `Signed in as ${activeSignIn.user?.username}`}</SignedIn>
  </WachterProvider>,
)
await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
