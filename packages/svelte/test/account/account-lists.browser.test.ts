import { setUpAccountLists } from '@wachter/testing/account-lists-stage'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import AccountLists from '../pages/account/AccountLists.svelte'
import { render } from '../render.js'

test('lists of an account load, follow a change, and are in no render of another account', async () => {
  const { client, options, see, changeAndSwitch, strays, loadingFor } = await setUpAccountLists()
  render(client, AccountLists, { options, see })
  await changeAndSwitch((text) => expect.element(page.getByText(text)).toBeVisible())
  expect(strays()).toEqual([])
  expect([...loadingFor()]).toEqual(['Ada', 'Linus'])
})
