// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react'
import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { seedPassword } from '@wachter/emulator'
import { startEmulator } from '@wachter/emulator/node'
import { createTestClient, type TestClientOptions } from '@wachter/emulator/testing'
import { WachterProvider } from '@wachter/react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { Invoices } from '../../examples/guides/permissions/invoices.tsx'
import { createInvoices } from '../../examples/guides/permissions/post.ts'
import { postInvoice } from '../../examples/guides/permissions/server.ts'

async function setUp(options: TestClientOptions) {
  const stage = await createTestClient(options)
  onTestFinished(() => stage.client.stop())
  return stage
}

describe('the page', () => {
  const show = async (options: TestClientOptions) => {
    const stage = await setUp(options)
    const { unmount } = render(
      <WachterProvider client={stage.client}>
        <Invoices />
      </WachterProvider>,
    )
    onTestFinished(unmount)
    return stage
  }
  const button = () => screen.getByText<HTMLButtonElement>('New invoice')

  test('offers all to an administrator, and some to others', async () => {
    await show({ as: 'ada', organization: 'Acme' })
    expect([button().disabled, screen.queryByText('Settings') !== null]).toEqual([false, true])
  })

  test('offers what the role allows, until the role is taken away', async () => {
    const { client, world } = await show({ as: 'grace', organization: 'Globex' })
    expect([button().disabled, screen.queryByText('Settings')]).toEqual([true, null])
    world.setMembershipRoles(world.organizationMembership('grace', 'Globex').id, ['Member'])
    await act(() => client.refetch())
    expect(screen.getByText('Ask an administrator for access.')).toBeDefined()
    expect(screen.queryByText('New invoice')).toBeNull()
  })

  test('shows nothing while it is not known who is signed in', async () => {
    await show({ state: 'loading' })
    expect(document.body.textContent).toBe('')
  })
})

test('the server refuses what the page hides: strangers with 401, others with 403', async () => {
  const { emulator, publishableKey, close } = await startEmulator({ port: 0 })
  onTestFinished(close)
  const { world } = emulator
  const client = createClient({ publishableKey, openChannel: () => undefined })
  await signInWithPassword(client, { email: 'grace@example.com', password: seedPassword })
  const post = async (token?: string) => {
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` }
    const answer = await postInvoice(
      new Request('https://app.example.com/invoices', { method: 'POST', headers }),
      publishableKey,
    )
    return { status: answer.status, body: await answer.json() }
  }
  expect(await post()).toEqual({ status: 401, body: { error: 'signed-out' } })
  expect(await post(await client.getToken())).toEqual({ status: 403, body: { error: 'forbidden' } })
  const acme = world.organization('Acme').id
  await client.switchOrganization(acme)
  expect(await post(await client.getToken())).toEqual({
    status: 200,
    body: { organization: acme, mayApprove: false },
  })
})

test('a refusal of the API brings the roles up to date, once', async () => {
  const { client, world } = await setUp({ as: 'grace', organization: 'Acme' })
  const api = vi.fn(async () => new Response(null, { status: 403 }))
  const post = createInvoices(client, api)
  world.setMembershipRoles(world.organizationMembership('grace', 'Acme').id, ['Member'])
  expect(client.has({ permission: 'invoices:write' })).toBe(true)
  world.requests.clear()
  expect(await post()).toBe(false)
  expect(client.has({ permission: 'invoices:write' })).toBe(false)
  expect(api).toHaveBeenCalledTimes(1)
  expect(world.requests.all().filter(({ path }) => path === '/session')).toHaveLength(1)
})
