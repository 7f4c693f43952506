import { visitProvider } from '@wachter/testing/provider-visit'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { defineComponent, h, onMounted } from 'vue'
import { useProviderSignIn } from '../../src/flows/index.js'
import { render } from '../render.js'
import { setUp } from '../set-up.js'

test('the page a provider leads back to spends its code once, though mounted again', async () => {
  const { client, emulator, requestsTo } = setUp()
  const address = await visitProvider(client, emulator)
  const Callback = defineComponent(() => {
    const { step, error, handleCallback } = useProviderSignIn()
    onMounted(() => handleCallback(address))
    return () => h('p', error.value?.code ?? step.value.kind)
  })
  const unmount = render(client, Callback)
  await expect.element(page.getByText('complete')).toBeVisible()
  unmount()
  render(client, Callback)
  await expect.element(page.getByText('complete')).toBeVisible()
  expect(requestsTo('/auth/oauth2/callback')).toBe(1)
})
