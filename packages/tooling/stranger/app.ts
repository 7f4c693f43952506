// What a stranger writes first, with nothing but the packed packages.
import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator } from '@wachter/emulator'
import { computed } from 'nanostores'

const emulator = createEmulator()
const client = createClient({ publishableKey: emulator.publishableKey, fetch: emulator.fetch })
client.start()

// A store of the stranger's follows ours: both are of the one nanostores that is installed.
const $name = computed(client.$user, (user) => user?.firstName)
const names: (string | undefined)[] = []
$name.subscribe((name) => names.push(name))

await signInWithPassword(client, { email: 'ada@example.com', password: 'correct-horse-battery' })
const token: string = await client.getToken()
if (token.split('.').length !== 3) throw new Error('getToken does not give a JWT')
if (client.$state.get().status !== 'signed-in') throw new Error('The client is not signed in')
if (names.at(-1) !== 'Ada') throw new Error('A derived store does not follow the client')

// @ts-expect-error types that fall back to any would let this through
export const misuse = () => createClient({ publishableKey: 42 })
