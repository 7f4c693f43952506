import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { createHandlers } from '@wachter/emulator/msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

const emulator = createEmulator()
const server = setupServer(...createHandlers(emulator))

beforeAll(() => server.listen())
beforeEach(() => emulator.world.reset())
afterAll(() => server.close())

test('the app signs in', async () => {
  const client = createClient({ publishableKey: emulator.publishableKey })
  await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
  expect(client.$user.get()?.username).toBe('ada')
})
