import { setUpAccountLists } from '@wachter/testing/account-lists-stage'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import AccountLists from '../pages/account/AccountLists.svelte'
import { render } from '../render.js'

test('lists of an account load, follow a change, and are in no render of another account', async () => {
  const { client, options, see, read, switchTo, strays, loadingFor } = await setUpAccountLists()
  render(client, AccountLists, { options, see })
  await expect.element(page.getByText('Ada: For Ada, 1 unread, 1 sign-ins')).toBeVisible()
  read()
  await expect.element(page.getByText('Ada: For Ada, 0 unread, 1 sign-ins')).toBeVisible()
  await switchTo('Linus')
  await expect.element(page.getByText('Linus: For Linus, 1 unread, 1 sign-ins')).toBeVisible()
  expect(strays()).toEqual([])
  expect([...loadingFor()]).toEqual(['Ada', 'Linus'])
})
