import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { seedPassword } from '@wachter/emulator'
import { startFakeServer } from '../../../examples/guides/testing/msw-browser.ts'

const { publishableKey } = await startFakeServer()
const client = createClient({ publishableKey })
await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
document.body.textContent = `Signed in as ${client.$user.get()?.username}`
