import { createClient } from '@wachter/core'
import { startEmulator } from '@wachter/emulator/node'
import { type PlaywrightPage, signInAs } from '@wachter/emulator/playwright'
import { memoryStore } from '@wachter/testing/stores'
import { expect, onTestFinished, test } from 'vitest'

const dayMs = 86_400_000

/** An emulator, and a browser of which there are the cookies and the storage. Chromium is in the integration tests. */
async function setUp() {
  const server = await startEmulator({ port: 0 })
  onTestFinished(() => server.close())
  const { storage, cookies } = { storage: memoryStore(), cookies: memoryStore() }
  const domains = new Set<string>()
  const page: PlaywrightPage = {
    context: () => ({
      async addCookies(added) {
        for (const { name, value, domain } of added) {
          domains.add(domain)
          cookies.set(name, value)
        }
      },
      clearCookies: async ({ name }) => cookies.remove(name),
    }),
  }
  /** Who is there in a page opened now, tomorrow by its clock. */
  const open = async () => {
    const clock = {
      now: () => Date.now() + dayMs,
      monotonic: () => performance.now(),
      setTimeout: () => undefined,
      clearTimeout: () => {},
    }
    const { publishableKey } = server
    const client = createClient({ publishableKey, storage, cookies, clock, openChannel: () => undefined })
    await client.refetch()
    return client
  }
  const signIn = (who: string | string[], options = {}) => signInAs(page, who, { emulator: server.url, ...options })
  const dateName = `__dev_session_updated_at_localhost_${server.port}`
  return { open, signIn, cookies, domains, dateName }
}

test('the next page is hers, where the test says, and goes on being hers', async () => {
  const { open, signIn, domains } = await setUp()
  await signIn(['grace', 'ada'], { organization: 'Acme' })
  for (const client of [await open(), await open()]) {
    expect(client.$user.get()?.username).toBe('ada')
    expect(client.$activeOrganization.get()?.name).toBe('Acme')
  }
  expect([...domains]).toEqual(['localhost', '127.0.0.1'])
})

test('it wins over any date in the browser', async () => {
  const { open, signIn, cookies, dateName } = await setUp()
  await signIn('ada')
  await open()
  expect(Number(cookies.get(dateName))).toBeGreaterThan(Date.now())
  cookies.set(dateName, '1')
  await signIn('grace')
  expect((await open()).$user.get()?.username).toBe('grace')
})

test('an app elsewhere gets the cookies on its own host', async () => {
  const { signIn, domains } = await setUp()
  await signIn('ada', { app: 'https://app.example.com/invoices' })
  expect([...domains]).toEqual(['app.example.com'])
})

test('a mistake leaves the browser as it is', async () => {
  const { open, signIn } = await setUp()
  await signIn('ada')
  await expect(signIn('adda')).rejects.toThrow('The emulator knows no user "adda"')
  await expect(signIn('linus', { organization: 'Globex' })).rejects.toThrow('linus may not enter Globex')
  expect((await open()).$user.get()?.username).toBe('ada')
})
