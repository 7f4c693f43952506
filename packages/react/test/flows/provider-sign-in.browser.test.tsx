import { visitProvider } from '@wachter/testing/provider-visit'
import { StrictMode, useEffect } from 'react'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { useProviderSignIn } from '../../src/flows/index.js'
import { WachterProvider } from '../../src/index.js'
import { render } from '../render.js'
import { setUp } from '../set-up.js'

function Callback({ address }: { address: string }) {
  const { step, error, handleCallback } = useProviderSignIn()
  useEffect(() => {
    handleCallback(address)
  }, [handleCallback, address])
  return <p>{error?.code ?? step.kind}</p>
}

test('the page a provider leads back to spends its code once, in StrictMode and mounted again', async () => {
  const { client, emulator, requestsTo } = setUp()
  const address = await visitProvider(client, emulator)
  const tree = (
    <StrictMode>
      <WachterProvider client={client}>
        <Callback address={address} />
      </WachterProvider>
    </StrictMode>
  )
  const { unmount } = render(tree)
  await expect.element(page.getByText('complete')).toBeVisible()
  unmount()
  render(tree)
  await expect.element(page.getByText('complete')).toBeVisible()
  expect(requestsTo('/auth/oauth2/callback')).toBe(1)
})
