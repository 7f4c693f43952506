import { expect, test } from 'vitest'
import { countFirstToken, countSwitch } from '../../src/counts/round-trips.js'

test('a switch costs its request and one for the session, the token after it one more', async () => {
  expect(await countSwitch()).toEqual({
    shown: { requests: { 'POST /session/switch-organization': 1, 'GET /session': 1 }, roundTrips: 2 },
    token: { requests: { 'GET /session/token': 1 }, roundTrips: 1 },
  })
})

test('the first token of a page takes two round trips', async () => {
  expect((await countFirstToken(false)).roundTrips).toBe(2)
})

test('the first token of a page takes one round trip when it is asked for beside the session', async () => {
  expect(await countFirstToken(true)).toEqual({
    requests: { 'GET /session': 1, 'GET /session/token': 1 },
    roundTrips: 1,
  })
})
