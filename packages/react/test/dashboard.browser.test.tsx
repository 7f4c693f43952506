import { verifyToken } from '@wachter/core/verify'
import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { DashboardHeader } from '../../demo/apps/next/app/seed/dashboard-header.js'
import { SecureDataView } from '../../demo/apps/next/app/seed/secure-data-view.js'
import { WachterProvider } from '../src/index.js'
import { render } from './render.js'
import { setUp } from './set-up.js'

// The components of the app with Next: where Vite builds the page, only the line of the import is another.
vi.mock('@wachter/react/next', () => import('../src/index.js'))

test('a header and a view of protected data, written for Next, run in Vite', async () => {
  const { client, emulator, signIn, world } = setUp()
  const { baseUrl, fetch } = emulator
  /** The API that the view asks: it answers who the bearer is. */
  const api = vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    const [, token = ''] = (new Headers(init?.headers).get('Authorization') ?? '').split(' ')
    const { userId } = await verifyToken(token, { baseUrl, mode: 'staging', fetch })
    return Response.json({ owner: userId })
  })
  try {
    render(
      <WachterProvider client={client}>
        <DashboardHeader />
        <SecureDataView />
      </WachterProvider>,
    )
    await expect.element(page.getByText('Authenticate')).toBeVisible()
    expect(api).not.toHaveBeenCalled()

    await signIn()
    await expect.element(page.getByText('Authenticated Entity')).toBeVisible()
    await expect.element(page.getByText(world.user('ada').id, { exact: false })).toBeVisible()

    await page.getByText('Terminate Session').click()
    await expect.element(page.getByText('Authenticate')).toBeVisible()
  } finally {
    api.mockRestore()
  }
})
