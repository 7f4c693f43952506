// A new user's first code, with nothing but the packed packages.
import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator } from '@wachter/emulator'
import { computed } from 'nanostores'

const emulator = createEmulator()
const client = createClient({ publishableKey: emulator.publishableKey, fetch: emulator.fetch })
client.start()

// The user's store can follow ours, because there is only one nanostores installed.
const $name = computed(client.$user, (user) => user?.firstName)
const names: (string | undefined)[] = []
$name.subscribe((name) => names.push(name))

await signInWithPassword(client, { email: 'ada@example.com', password: 'correct-horse-battery' })
const token: string = await client.getToken()
if (token.split('.').length !== 3) throw new Error('getToken does not give a JWT')
if (client.$state.get().status !== 'signed-in') throw new Error('The client is not signed in')
if (names.at(-1) !== 'Ada') throw new Error('A derived store does not follow the client')

// @ts-expect-error if the types fell back to any, this would compile
export const misuse = () => createClient({ publishableKey: 42 })
