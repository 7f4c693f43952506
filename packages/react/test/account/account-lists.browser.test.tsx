import { setUpAccountLists } from '@wachter/testing/account-lists-stage'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { useAccountSignIns } from '../../src/account/index.js'
import { useUser, WachterProvider } from '../../src/index.js'
import { useNotifications, useUnreadCount } from '../../src/notifications/index.js'
import { render } from '../render.js'

test('lists of an account load, follow a change, and are in no render of another account', async () => {
  const { client, options, see, changeAndSwitch, strays, loadingFor } = await setUpAccountLists()
  function Lists() {
    const shown = {
      name: useUser()?.firstName,
      inbox: useNotifications(options).step,
      unread: useUnreadCount(options).step,
      signIns: useAccountSignIns().step,
    }
    return <p>{see(shown)}</p>
  }
  render(
    <WachterProvider client={client}>
      <Lists />
    </WachterProvider>,
  )
  await changeAndSwitch((text) => expect.element(page.getByText(text)).toBeVisible())
  expect(strays()).toEqual([])
  expect([...loadingFor()]).toEqual(['Ada', 'Linus'])
})
