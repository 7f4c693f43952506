import { comeBackFromProvider } from '@wachter/testing/provider-visit'
import { expect, test } from 'vitest'
import { createSocialConnections, type SocialConnectionsOptions } from '../../src/account/index.js'
import { createProviderSignIn } from '../../src/flows/index.js'
import { asText, at } from '../flows/steps.js'
import { fakePage, type Person, pass, setUpSignedIn, setUp as setUpStage } from '../set-up.js'

const callbackPage = 'https://app.test/callback'

async function setUp(people: readonly Person[] = ['ada'], options: SocialConnectionsOptions = { navigate: false }) {
  const stage = await setUpSignedIn(people)
  const flow = createSocialConnections(stage.client, options)
  const manage = () => at(flow.$state.get(), 'manage')
  /** The address that the provider leads back to. */
  const visit = async () => {
    const { url } = at(await manage().connect('google_oauth', { redirectUri: 'https://app.test/ok' }), 'redirecting')
    const { search } = await comeBackFromProvider(stage.emulator, url, { email: 'ada@elsewhere.example' })
    flow.restart()
    return `${callbackPage}${search}`
  }
  /** The page at that address, as it has just loaded. */
  const comeBack = (address: string) => {
    const tab = stage.tab({ page: fakePage(address) })
    return { ...tab, callback: createProviderSignIn(tab.client) }
  }
  const spent = () => stage.asked('POST /me/sso-connection-callback').length
  return { ...stage, flow, manage, visit, comeBack, spent }
}

test('connects an account and disconnects it; another tab shows it', async () => {
  const { flow, manage, visit, comeBack } = await setUp()
  flow.$state.listen(() => undefined)
  expect(manage().connections).toEqual([])
  const { callback, client } = comeBack(await visit())
  client.start()
  expect(at(await callback.handleCallback(), 'connected').redirectUri).toBe('https://app.test/ok')
  await pass()
  expect(manage().connections).toMatchObject([{ provider: 'google_oauth', emailAddress: 'ada@elsewhere.example' }])
  const after = await manage().disconnect(manage().connections[0]?.id ?? '')
  expect(after.error).toBeUndefined()
  expect(at(after, 'manage').connections).toEqual([])
})

test('a code is spent once by a page that is mounted twice', async () => {
  const { visit, comeBack, spent } = await setUp()
  const { callback, client } = comeBack(await visit())
  const states = await Promise.all([callback.handleCallback(), createProviderSignIn(client).handleCallback()])
  for (const state of states) at(state, 'connected')
  expect(spent()).toBe(1)
})

test('two tabs with the same address both show the connection', async () => {
  const { visit, comeBack } = await setUp()
  const address = await visit()
  const tabs = [comeBack(address), comeBack(address)]
  const states = await Promise.all(tabs.map(({ callback }) => callback.handleCallback()))
  for (const state of states) at(state, 'connected')
  for (const { client } of tabs) expect(client.$user.get()?.socialConnections).toHaveLength(1)
})

test('leaves the page, and can be used again when the user comes back', async () => {
  const left: string[] = []
  const { flow, manage, page } = await setUp(['ada'], { navigate: (url) => void left.push(url) })
  const { url } = at(await manage().connect('github_oauth'), 'redirecting')
  expect(left).toEqual([url])
  page.signal('resume')
  manage()
  expect(flow.$state.get().error).toBeUndefined()
})

test('connection-not-found, redirect-uri-rejected, invalid-argument', async () => {
  const { manage } = await setUp()
  const { connect, disconnect } = manage()
  expect((await disconnect('../1')).error?.code).toBe('connection-not-found')
  expect((await connect('google_oauth', { redirectUri: 'javascript:alert(1)' })).error?.code).toBe(
    'redirect-uri-rejected',
  )
  expect((await connect('')).error?.code).toBe('invalid-argument')
})

test('a lost answer to a disconnection is made good by the session', async () => {
  const { manage, visit, comeBack, client, world } = await setUp()
  await comeBack(await visit()).callback.handleCallback()
  await client.refetch()
  world.faults.add({ path: '/me/social-connections/*/disconnect', dropResponse: true, once: true })
  expect((await manage().disconnect(manage().connections[0]?.id ?? '')).error).toBeUndefined()
})

test('context-changed: does not leave for an account that is not active any more', async () => {
  const left: string[] = []
  const { manage, client, idOf, world } = await setUp(['linus', 'ada'], { navigate: (url) => void left.push(url) })
  const slow = world.faults.add({ path: '/me/init-sso-connection', hold: true, once: true })
  const connecting = manage().connect('google_oauth')
  await slow.held()
  await client.switchSignIn(idOf('linus'))
  slow.release()
  expect((await connecting).error?.code).toBe('context-changed')
  expect(left).toEqual([])
})

test('nothing of it stays for the next account', async () => {
  const { flow, manage, client, idOf } = await setUp(['linus', 'ada'])
  const { url } = at(await manage().connect('google_oauth'), 'redirecting')
  await client.switchSignIn(idOf('linus'))
  expect(asText(flow.$state.get())).not.toContain(url)
})

test('before the session is known nothing can be done, nor while nobody is signed in', async () => {
  at(createSocialConnections(setUpStage().tab().client).$state.get(), 'loading')
  const { flow, client } = await setUp()
  await client.signOut()
  at(flow.$state.get(), 'signed-out')
})
