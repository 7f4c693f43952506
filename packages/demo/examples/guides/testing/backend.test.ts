import { verifyToken } from '@wachter/core/verify'
import { createTestClient } from '@wachter/emulator/testing'
import { expect, test } from 'vitest'

test('the backend knows who sent a request, and what they may do', async () => {
  const { client, emulator, world } = await createTestClient({ as: 'ada', organization: 'Acme' })
  const { publishableKey, fetch } = emulator
  const { userId, has } = await verifyToken(await client.getToken(), { publishableKey, fetch })
  expect(userId).toBe(world.user('ada').id)
  expect(has({ permission: 'invoices:read' })).toBe(true)
})
