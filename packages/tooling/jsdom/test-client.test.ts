/** @jest-environment ./environment.cjs */
import { expect, test } from '@jest/globals'
import { createTestClient } from '@wachter/emulator/testing'

test('somebody is signed in', async () => {
  const { client } = await createTestClient({ as: 'ada', organization: 'Acme' })
  expect(client.$user.get()?.firstName).toBe('Ada')
  expect(client.$activeOrganization.get()?.name).toBe('Acme')
})
