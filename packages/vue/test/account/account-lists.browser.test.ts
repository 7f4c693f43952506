import { setUpAccountLists } from '@wachter/testing/account-lists-stage'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { defineComponent, h } from 'vue'
import { useAccountSignIns } from '../../src/account/index.js'
import { useUser } from '../../src/index.js'
import { useNotifications, useUnreadCount } from '../../src/notifications/index.js'
import { render } from '../render.js'

test('lists of an account load, follow a change, and are in no render of another account', async () => {
  const { client, options, see, changeAndSwitch, strays, loadingFor } = await setUpAccountLists()
  render(
    client,
    defineComponent(() => {
      const user = useUser()
      const { step: inbox } = useNotifications(options)
      const { step: unread } = useUnreadCount(options)
      const { step: signIns } = useAccountSignIns()
      return () =>
        h(
          'p',
          see({
            name: user.value?.firstName,
            inbox: inbox.value,
            unread: unread.value,
            signIns: signIns.value,
          }),
        )
    }),
  )
  await changeAndSwitch((text) => expect.element(page.getByText(text)).toBeVisible())
  expect(strays()).toEqual([])
  expect([...loadingFor()]).toEqual(['Ada', 'Linus'])
})
