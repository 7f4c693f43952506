import { describe, expect, test } from 'vitest'
import { codeOf, follow, minuteMs, pass, sleep } from '../../set-up.js'
import { setUpEnd } from './sign-in-end.js'

describe('the end of a sign-in', () => {
  test('ends the session at that very instant, after a warning', async () => {
    const { client, told } = await setUpEnd(10 * minuteMs)
    await pass(9 * minuteMs - 1)
    expect(told).toEqual([])
    await pass(1)
    expect(told).toEqual(['expiring'])
    await pass(minuteMs - 1)
    expect(client.$session.get()).not.toBeNull()
    await pass(1)
    expect(told).toEqual(['expiring', 'expired'])
    expect(client.$session.get()).toBeNull()
    expect(await codeOf(client.getToken())).toBe('signed-out')
  })

  test('is confirmed with the server', async () => {
    const { asked, world, client } = await setUpEnd(10 * minuteMs)
    world.requests.clear()
    await pass(10 * minuteMs)
    expect(asked()).toEqual(['GET /session'])
    expect(client.$state.get()).toMatchObject({ status: 'signed-out', stale: false })
  })

  test('is moved by the server', async () => {
    const { world, client, idOf, told } = await setUpEnd(10 * minuteMs)
    world.setSignInExpiry(idOf('ada'), Date.now() + 20 * minuteMs)
    await client.refetch()
    await pass(19 * minuteMs - 1)
    expect(told).toEqual([])
    await pass(minuteMs + 1)
    expect(told).toEqual(['expiring', 'expired'])
  })

  test('of a sign-in that was left does not end the one that followed', async () => {
    const { signIn, client, told, shown } = await setUpEnd(10 * minuteMs)
    await pass(5 * minuteMs)
    await signIn('grace')
    await pass(5 * minuteMs)
    expect(told).not.toContain('expired')
    expect(shown().who).toBe('grace')
    await pass(5 * minuteMs)
    expect(client.$session.get()).toBeNull()
  })
})

describe('a clock that is not the server’s', () => {
  test.each([-2 * minuteMs, 2 * minuteMs])('by %i ms learns from a token when the end is', async (skewMs) => {
    const { client, told } = await setUpEnd(10 * minuteMs, skewMs)
    await client.getToken()
    await client.refetch()
    await pass(9 * minuteMs)
    expect(told).toEqual(['expiring'])
    await pass(minuteMs)
    expect(told).toEqual(['expiring', 'expired'])
  })

  test('far ahead of it signs nobody out before a token has taught the time, but once the server says so', async () => {
    const { client, told } = await setUpEnd(10 * minuteMs, -3_600_000)
    await pass(10 * minuteMs - 1)
    expect(client.$session.get()).not.toBeNull()
    expect(told).not.toContain('expired')
    await pass(minuteMs)
    expect(client.$session.get()).toBeNull()
    expect(told.at(-1)).toBe('expired')
  })

  test('half a second ahead of it does not outlast the end', async () => {
    const { client, told } = await setUpEnd(10 * minuteMs, -500)
    await client.getToken()
    await pass(10 * minuteMs + 5_000)
    expect(client.$session.get()).toBeNull()
    expect(told.at(-1)).toBe('expired')
  })

  test('that no token has corrected ends nothing while the server cannot be asked', async () => {
    const { client, world, told } = await setUpEnd(10 * minuteMs)
    const fault = world.faults.add({ drop: true })
    await pass(11 * minuteMs)
    expect(client.$session.get()).not.toBeNull()
    expect(client.$state.get().stale).toBe(true)
    expect(told).toEqual(['expiring'])
    const token = follow(client.getToken())
    await pass(minuteMs)
    expect(token.code).toBe('offline')
    fault.remove()
    await pass(2 * minuteMs)
    expect(client.$session.get()).toBeNull()
    expect(told).toEqual(['expiring', 'expired'])
  })

  test('behind it is corrected by a token that another tab tells of, too', async () => {
    const extras = { revalidateIntervalMs: 0 }
    const { open, client } = await setUpEnd(10 * minuteMs, 60 * minuteMs, extras)
    const b = await open(extras)
    await client.getToken()
    await pass(10)
    client.stop()
    await pass(10 * minuteMs)
    expect(b.shown().status).toBe('signed-out')
  })

  test('far ahead of it does not end a session that the server still knows', async () => {
    const { client, told } = await setUpEnd(10 * minuteMs, -3_600_000)
    expect(client.$session.get()).not.toBeNull()
    expect(await codeOf(client.getToken())).toBeUndefined()
    await client.refetch()
    await pass(8 * minuteMs)
    expect(client.$session.get()).not.toBeNull()
    expect(told).toEqual([])
    expect(await codeOf(client.getToken())).toBeUndefined()
  })
})

describe('a machine that slept through the end', () => {
  test('hands out no token when it wakes, whether or not a timer fired', async () => {
    const { client, told } = await setUpEnd(10 * minuteMs)
    await client.getToken()
    sleep(8 * 3_600_000)
    expect(await codeOf(client.getToken())).toBe('signed-out')
    expect(client.$session.get()).toBeNull()
    expect(told).toEqual(['expired'])
  })
})

test('an end that nobody can confirm is an end all the same', async () => {
  const { client, world, told } = await setUpEnd(10 * minuteMs)
  await client.getToken()
  world.faults.add({ drop: true })
  await pass(10 * minuteMs)
  expect(told).toEqual(['expiring', 'expired'])
  expect(client.$session.get()).toBeNull()
  const token = follow(client.getToken())
  await pass(minuteMs)
  expect(token.code).toBe('signed-out')
})
