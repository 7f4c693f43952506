import { type Client, createClient, hasOf } from '@wachter/core'
import { startEmulator } from '@wachter/emulator/node'
import { type FakePage, fakePage } from '@wachter/testing/fake-page'
import { memoryStore } from '@wachter/testing/stores'
import { decodeJwt } from 'jose'
import { describe, expect, onTestFinished, test } from 'vitest'
import { signIn, until } from './stage.js'

const write = { permission: 'invoices:write' }

/** Linus in Acme, whom an administrator makes Billing or a mere Member from elsewhere; one browser, with as many tabs as a test opens. */
async function setUp() {
  const server = await startEmulator({ port: 0 })
  onTestFinished(server.close)
  const { world } = server.emulator
  const browser = { storage: memoryStore(), cookies: memoryStore() }

  const openTab = async (): Promise<{ client: Client; page: FakePage }> => {
    const page = fakePage()
    const client = createClient({ publishableKey: server.publishableKey, ...browser, page, revalidateIntervalMs: 0 })
    onTestFinished(client.start())
    await until(client.$state, ({ status }) => status !== 'loading')
    return { client, page }
  }
  const control = async (method: string, path: string, body?: object) => {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch(`${server.url}/__emulator${path}`, { method, headers, body: JSON.stringify(body ?? {}) })
    expect(answer.status).toBe(200)
  }
  const membership = world.organizationMembership('linus', 'Acme').id
  const setRoles = (...roles: string[]) => control('POST', `/memberships/${membership}/roles`, { roles })

  await setRoles('Billing')
  const tab = await openTab()
  await signIn(tab.client, 'linus')
  await tab.client.switchOrganization(world.organization('Acme').id)
  return { ...tab, openTab, world, control, membership, setRoles }
}

const permissionsIn = (token: string) =>
  (decodeJwt(token).permissions as { organization?: string[] }).organization ?? []

/** Resolves when the page shows whether Linus may write invoices. */
const untilWriting = (client: Client, may: boolean) => until(hasOf(client), (has) => has(write) === may)

describe('a role that an administrator takes away', () => {
  test('is gone from the page and from the next token as soon as the page asks again', async () => {
    const { client, page, setRoles } = await setUp()
    const old = await client.getToken()
    expect([client.has(write), permissionsIn(old)]).toEqual([true, ['invoices:read', 'invoices:write']])

    await setRoles('Member')
    page.signal('online')
    await untilWriting(client, false)
    const token = await client.getToken()
    expect([client.has(write), permissionsIn(token)]).toEqual([false, ['organization:member']])
    expect(client.has({ role: 'Member' })).toBe(true)
  })

  test('changes nothing here before that, and a token minted meanwhile, which lacks it, is an ordinary one', async () => {
    const { client, setRoles } = await setUp()
    const old = await client.getToken()
    const before = client.$state.get()
    await setRoles('Member')
    expect(await client.getToken()).toBe(old)
    const token = await client.getToken({ forceRefresh: true })
    expect(permissionsIn(token)).toEqual(['organization:member'])
    expect(await client.getToken()).toBe(token)
    expect(client.$state.get()).toBe(before)
    expect(client.has(write)).toBe(true)

    await client.refetch()
    expect(client.has(write)).toBe(false)
    expect(permissionsIn(await client.getToken())).toEqual(['organization:member'])
  })

  test('is in no token whose mint was under way when the page learned of it', async () => {
    const { client, page, setRoles, world } = await setUp()
    const mint = world.faults.add({ path: '/session/token', hold: true, once: true })
    const token = client.getToken()
    // The server has minted it with the old roles, and its answer is late.
    await mint.held()
    await setRoles('Member')
    page.signal('online')
    await untilWriting(client, false)
    mint.release()
    expect(permissionsIn(await token)).toEqual(['organization:member'])
    expect(permissionsIn(await client.getToken())).toEqual(['organization:member'])
  })

  test('is gone in another tab, which asks for nothing but its next token', async () => {
    const { client, openTab, setRoles, world } = await setUp()
    const { client: other } = await openTab()
    const old = await other.getToken()
    expect(permissionsIn(old)).toContain('invoices:write')
    await setRoles('Member')
    await client.refetch()
    world.requests.clear()
    await untilWriting(other, false)
    expect(permissionsIn(await other.getToken())).toEqual(['organization:member'])
    expect(world.requests.all().map(({ path }) => path)).toEqual(['/session/token'])
  })

  test('is gone for an account whose membership was ended, and nothing of the organization is granted', async () => {
    const { client, page, control, membership } = await setUp()
    await client.getToken()
    await control('DELETE', `/memberships/${membership}`)
    page.signal('online')
    await untilWriting(client, false)
    expect(client.$state.get().status).toBe('signed-in')
    const { organization, permissions } = decodeJwt(await client.getToken())
    expect([organization, permissions]).toEqual([undefined, {}])
  })
})

test('a permission that a role gains is granted once the page asks again, and is in the next token', async () => {
  const { client, page, control, world } = await setUp()
  const audit = { permission: 'invoices:audit' }
  await client.getToken()
  expect(client.has(audit)).toBe(false)
  const [role] = client.$activeSignIn.get()?.activeOrganizationMembership?.roles ?? []
  await control('POST', `/roles/${role?.id}/permissions`, { permissions: ['invoices:audit'] })
  world.requests.clear()
  page.signal('online')
  await until(hasOf(client), (has) => has(audit))
  expect(permissionsIn(await client.getToken())).toEqual(['invoices:audit'])
  expect(client.has(write)).toBe(false)
})
