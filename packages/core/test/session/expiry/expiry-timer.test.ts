import { describe, expect, test } from 'vitest'
import { dayMs, minuteMs, pass, setUp, sleep, startMs } from '../../set-up.js'
import { setUpEnd } from './sign-in-end.js'

describe('the timer of an end', () => {
  test('beyond what a timer can count does not come at once', async () => {
    const { client, told } = await setUpEnd(100 * dayMs)
    await pass(2 ** 31)
    expect(told).toEqual([])
    await pass(100 * dayMs - 2 ** 31)
    expect(told).toEqual(['expiring', 'expired'])
    expect(client.$session.get()).toBeNull()
  })

  test('warns as far ahead as wanted, and at once when it is nearer than that', async () => {
    const { told } = await setUpEnd(10 * minuteMs, 0, { expiringLeadMs: 3 * minuteMs })
    await pass(7 * minuteMs)
    expect(told).toEqual(['expiring'])
  })

  test('warns at once when it is nearer than that, and once only', async () => {
    const { open } = setUp({ lifetimes: { signInMs: minuteMs } })
    const { client, signIn } = await open({ expiringLeadMs: 3 * minuteMs })
    const told: number[] = []
    client.on('session-expiring', ({ expiresAtMs }) => told.push(expiresAtMs))
    await signIn('ada')
    await client.refetch()
    await pass(1_000)
    expect(told).toEqual([startMs + minuteMs])
  })

  test('notices within the hour when nobody asks', async () => {
    const { client, told } = await setUpEnd(10 * dayMs)
    sleep(11 * dayMs)
    await pass(3_600_000)
    expect(client.$session.get()).toBeNull()
    expect(told).toContain('expired')
  })

  test('is set anew by each token that teaches the time, and fires once', async () => {
    const { client, told } = await setUpEnd(10 * minuteMs, 2 * minuteMs)
    await client.getToken()
    await pass(10 * minuteMs)
    expect(told).toEqual(['expiring', 'expired'])
    await pass(10 * minuteMs)
    expect(told).toEqual(['expiring', 'expired'])
  })

  test('looks again every few seconds while the server cannot confirm the end', async () => {
    const { client, world, asked } = await setUpEnd(10 * minuteMs)
    const fault = world.faults.add({ drop: true })
    await pass(10 * minuteMs)
    world.requests.clear()
    fault.remove()
    await pass(minuteMs)
    expect(asked('GET /session').length).toBeGreaterThan(0)
    expect(client.$session.get()).toBeNull()
  })

  test('ends with the client, also when a listener stops it while it is warned', async () => {
    const { client, told } = await setUpEnd(10 * minuteMs)
    client.on('session-expiring', () => client.stop())
    await pass(20 * minuteMs)
    expect(told).toEqual(['expiring'])
  })
})
