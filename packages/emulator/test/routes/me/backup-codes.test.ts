import { expect, test } from 'vitest'
import { lastAttempt, stepsOf } from '../../steps'
import { setUp } from '../../visitor'

test('twelve codes are shown once, and replace what there was', async () => {
  const { visitor, world } = setUp()
  await visitor.signIn('linus@example.com')
  const first = (await visitor.post('/me/backup-codes')).body.data
  expect(new Set(first).size).toBe(12)
  for (const code of first) expect(code).toMatch(/^[A-Za-z0-9]{4}-[A-Za-z0-9]{4}$/)
  const second = (await visitor.post('/me/backup-codes/regenerate')).body.data
  expect(second).not.toContain(first[0])
  expect(world.user('linus').backupCodes).toEqual(second)
  expect((await visitor.get('/me')).body.data.backup_codes_generated).toBe(true)
})

test('a code signs in', async () => {
  const { visitor, other, world } = setUp()
  await visitor.signIn('linus@example.com')
  const [code] = (await visitor.post('/me/backup-codes')).body.data
  world.setSecondFactorPolicy('linus', 'enforced')
  const { id } = lastAttempt(await other.signIn('linus@example.com'))
  await stepsOf(other).prepare(id, 'backup_code')
  expect((await stepsOf(other).verify(id, code)).status).toBe(200)
})
