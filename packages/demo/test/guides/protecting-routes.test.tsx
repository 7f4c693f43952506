// @vitest-environment jsdom
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render, screen } from '@testing-library/react'
import { createTestClient, type TestClientOptions } from '@wachter/emulator/testing'
import { WachterProvider } from '@wachter/react'
import { RouterProvider as ReactRouterProvider } from 'react-router'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createMemoryHistory as createVueHistory } from 'vue-router'
import { guard } from '../../examples/guides/protecting-routes/guard.ts'
import { ProtectedPage } from '../../examples/guides/protecting-routes/page.tsx'
import { createAppRouter as createReactRouter } from '../../examples/guides/protecting-routes/react-router.tsx'
import { createAppRouter as createTanStackRouter } from '../../examples/guides/protecting-routes/tanstack-router.tsx'
import { createAppRouter as createVueRouter } from '../../examples/guides/protecting-routes/vue-router.ts'
import { wayBack } from '../../examples/guides/protecting-routes/way-back.ts'

// jsdom cannot scroll, and the routers report what no handler of the app takes.
vi.stubGlobal('scrollTo', () => undefined)
for (const method of ['error', 'warn'] as const) vi.spyOn(console, method).mockReturnValue()

async function setUp(options: TestClientOptions) {
  const stage = await createTestClient(options)
  onTestFinished(() => stage.client.stop())
  return stage
}

describe('the components', () => {
  const show = async (options: TestClientOptions) => {
    const { client, world } = await setUp(options)
    const { unmount } = render(
      <WachterProvider client={client}>
        <ProtectedPage>
          <input aria-label="note" />
        </ProtectedPage>
      </WachterProvider>,
    )
    onTestFinished(unmount)
    return { client, world }
  }

  test.each([
    ['One moment …', { state: 'loading' }],
    ['We cannot reach the server. We are still trying.', { state: 'unavailable' }],
    ['Sign in', {}],
  ] as const)('show %s', async (text, options) => {
    await show(options)
    expect(screen.getByText(text)).toBeDefined()
    expect(screen.queryByLabelText('note')).toBeNull()
  })

  test('keep nothing of the context before', async () => {
    const { client, world } = await show({ as: 'ada', organization: 'Acme' })
    const input = screen.getByLabelText<HTMLInputElement>('note')
    input.value = 'about Acme'
    await client.switchOrganization(world.organization('Globex').id)
    await vi.waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('note').value).toBe(''))
  })
})

describe('the plain guard', () => {
  test('lets in who is signed in, and leads others to the sign-in page and back', async () => {
    expect(await guard((await setUp({ as: 'ada' })).client, '/invoices')).toBeUndefined()
    expect(await guard((await setUp({})).client, '/invoices?page=2')).toBe(
      '/sign-in?redirect_uri=%2Finvoices%3Fpage%3D2',
    )
  })

  test('leads nobody to the sign-in page when the server cannot be asked', async () => {
    const { client } = await setUp({ state: 'unavailable' })
    await expect(guard(client, '/invoices')).rejects.toMatchObject({ code: 'offline' })
  })
})

describe('in TanStack Router', () => {
  const visit = async (options: TestClientOptions) => {
    const { client } = await setUp(options)
    const router = createTanStackRouter(client, createMemoryHistory({ initialEntries: ['/invoices'] }))
    onTestFinished(render(<RouterProvider router={router} />).unmount)
    return { client, router }
  }

  test('a page is shown to who is signed in, and left when the session ends', async () => {
    const { client, router } = await visit({ as: 'ada' })
    await screen.findByText('Invoices')
    await client.signOut()
    await screen.findByText('Sign in')
    expect(router.state.location.href).toBe('/sign-in?redirect_uri=%2Finvoices')
  })

  test('others are led to the sign-in page', async () => {
    await visit({})
    await screen.findByText('Sign in')
  })

  test('a server that cannot be asked is an error, and no sign-out', async () => {
    await visit({ state: 'unavailable' })
    await screen.findByText('We cannot reach the server.')
  })
})

describe('in React Router', () => {
  const visit = async (options: TestClientOptions) => {
    const { client } = await setUp(options)
    const router = createReactRouter(client, ['/invoices?page=2'])
    onTestFinished(render(<ReactRouterProvider router={router} />).unmount)
    return { client, router }
  }

  test('a page is shown to who is signed in, and left when the session ends', async () => {
    const { client, router } = await visit({ as: 'ada' })
    await screen.findByText('Invoices')
    await client.signOut()
    await screen.findByText('Sign in')
    expect(router.state.location.search).toBe('?redirect_uri=%2Finvoices%3Fpage%3D2')
  })

  test('others are led to the sign-in page', async () => {
    await visit({})
    await screen.findByText('Sign in')
  })

  test('a server that cannot be asked is an error, and no sign-out', async () => {
    await visit({ state: 'unavailable' })
    await screen.findByText('We cannot reach the server.')
  })
})

describe('in Vue Router', () => {
  const visit = async (options: TestClientOptions) => {
    const { client } = await setUp(options)
    const routes = [
      { path: '/invoices', component: {} },
      { path: '/sign-in', component: {}, meta: { public: true } },
    ]
    return { client, router: createVueRouter(client, createVueHistory(), routes) }
  }

  test('a page is shown to who is signed in, and left when the session ends', async () => {
    const { client, router } = await visit({ as: 'ada' })
    await router.push('/invoices')
    expect(router.currentRoute.value.path).toBe('/invoices')
    await client.signOut()
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/sign-in'))
  })

  test('others are led to the sign-in page and back', async () => {
    const { router } = await visit({})
    await router.push('/invoices')
    expect(router.currentRoute.value.fullPath).toBe('/sign-in?redirect_uri=/invoices')
  })

  test('a server that cannot be asked is an error, and no sign-out', async () => {
    const { router } = await visit({ state: 'unavailable' })
    await expect(router.push('/invoices')).rejects.toMatchObject({ code: 'offline' })
  })
})

test.each([
  ['/invoices', '/invoices'],
  ['https://app.example.com/invoices?page=2#total', '/invoices?page=2#total'],
  ['/invoices?__dev_session__=of-somebody-else', '/invoices'],
  ['https://evil.example.net/', '/'],
  ['https://other.app.example.com/invoices', '/'],
  ['//evil.example.net/', '/'],
  ['/\\evil.example.net/', '/'],
  ['https://app.example.com//evil.example.net/', '/evil.example.net/'],
  ['/.//evil.example.net/', '/evil.example.net/'],
  ['javascript:alert(1)', '/'],
])('the way back to %s is %s', (wanted, expected) => {
  const page = new URL('https://app.example.com/sign-in')
  page.searchParams.set('redirect_uri', wanted)
  expect(wayBack(page)).toBe(expected)
})
