import { createEmulator, seedPassword as password } from '@wachter/emulator'
import { expect, test } from 'vitest'
import { describeUsers } from '../../src/files/users'

const { users } = createEmulator({ seed: { users: [{ email: 'mary@example.com', username: 'mary' }] } }).world.state()
const mary = '  mary@example.com  (username mary)'

test('the users of the default seed are shown with their password', () => {
  expect(describeUsers(users, { restored: undefined, seedPath: undefined, password })).toBe(
    `Users of the seed, all with the password correct-horse-battery\n${mary}`,
  )
})

test('the users of another seed are shown without a password', () => {
  expect(describeUsers(users, { restored: undefined, seedPath: 'seed.json', password })).toBe(
    `Users of the seed\n${mary}`,
  )
})

test('restored users are said to be of the state, and a seed beside it to be unused', () => {
  expect(describeUsers(users, { restored: 'state.json', seedPath: undefined, password })).toBe(
    `Users of state.json; the default seed's password is correct-horse-battery\n${mary}`,
  )
  expect(describeUsers(users, { restored: 'state.json', seedPath: 'seed.json', password })).toBe(
    `Users of state.json; seed.json is not used\n${mary}`,
  )
})

test('a user may have no e-mail address or no username', () => {
  const { world } = createEmulator({ seed: { users: [{ email: 'a@example.com' }, { username: 'b' }] } })
  const text = describeUsers(world.state().users, { restored: undefined, seedPath: 'seed.json', password })
  expect(text).toBe('Users of the seed\n  a@example.com\n  b')
})
