import { setUp } from '@wachter/testing/adapter-stage'
import { visitProvider } from '@wachter/testing/provider-visit'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import Callback from '../pages/flows/Callback.svelte'
import { render } from '../render.js'

test('the page a provider leads back to spends its code once, though mounted again', async () => {
  const { client, emulator, requestsTo } = setUp()
  const address = await visitProvider(client, emulator)
  const stop = render(client, Callback, { address })
  await expect.element(page.getByText('complete')).toBeVisible()
  await stop()
  render(client, Callback, { address })
  await expect.element(page.getByText('complete')).toBeVisible()
  expect(requestsTo('/auth/oauth2/callback')).toBe(1)
})
