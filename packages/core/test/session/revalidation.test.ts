import { describe, expect, test, vi } from 'vitest'
import { codeOf, minuteMs, pass, setUp, setUpSignedIn } from '../set-up.js'

const session = 'GET /session'

describe('a visible page on which somebody is signed in', () => {
  test('asks again each interval', async () => {
    const chance = vi.spyOn(Math, 'random').mockReturnValue(0)
    const { world, asked } = await setUpSignedIn(['ada'], { revalidateIntervalMs: minuteMs })
    world.requests.clear()
    await pass(minuteMs - 1)
    expect(asked()).toEqual([])
    await pass(1)
    expect(asked()).toEqual([session])
    await pass(5 * minuteMs)
    expect(asked()).toHaveLength(6)
    chance.mockRestore()
  })

  test.each([0, Number.POSITIVE_INFINITY])('does not with an interval of %i', async (revalidateIntervalMs) => {
    const { world, asked } = await setUpSignedIn(['ada'], { revalidateIntervalMs })
    world.requests.clear()
    await pass(60 * minuteMs)
    expect(asked()).toEqual([])
  })

  test('does not while it is hidden, and does as soon as it is seen again', async () => {
    const { page, world, asked } = await setUpSignedIn(['ada'], { revalidateIntervalMs: minuteMs })
    world.requests.clear()
    page.hide()
    await pass(60 * minuteMs)
    expect(asked()).toEqual([])
    page.show()
    await pass()
    expect(asked()).toEqual([session])
  })
})

test('a page on which nobody is signed in does not ask by itself', async () => {
  const { open, world, asked } = setUp()
  await open({ revalidateIntervalMs: minuteMs })
  world.requests.clear()
  await pass(60 * minuteMs)
  expect(asked()).toEqual([])
})

describe('a signal', () => {
  test.each(['focus', 'visible', 'online', 'resume'] as const)('of %s asks at once', async (signal) => {
    const { page, world, asked } = await setUpSignedIn()
    await pass(2_000)
    world.requests.clear()
    page.signal(signal)
    await pass()
    expect(asked()).toEqual([session])
  })

  test('of being hidden asks nothing', async () => {
    const { page, world, asked } = await setUpSignedIn()
    await pass(2_000)
    world.requests.clear()
    page.signal('hidden')
    await pass()
    expect(asked()).toEqual([])
  })

  test.each([
    ['focus', 0],
    ['visible', 0],
    ['online', 1],
    ['resume', 1],
  ] as const)('of %s within two seconds of an answer asks %i times', async (signal, times) => {
    const { page, world, asked } = await setUpSignedIn()
    await pass(1_999)
    world.requests.clear()
    page.signal(signal)
    await pass()
    expect(asked()).toHaveLength(times)
  })

  test('that comes with others is one', async () => {
    const { page, world, asked } = await setUpSignedIn()
    await pass(2_000)
    world.requests.clear()
    page.signal('visible')
    page.signal('focus')
    page.signal('online')
    await pass()
    expect(asked()).toEqual([session])
  })

  test('of a page that stood still withholds tokens until the server was heard', async () => {
    const { client, page, world } = await setUpSignedIn()
    await client.getToken()
    const fault = world.faults.add({ method: 'GET', path: '/session', hold: true, once: true })
    page.signal('resume')
    let token: string | undefined
    void client.getToken().then((value) => {
      token = value
    })
    await pass()
    expect(token).toBeUndefined()
    fault.release()
    await pass()
    expect(token).toBeTypeOf('string')
  })
})

describe('a server that cannot be reached', () => {
  test('is asked ever more rarely, and heals by itself', async () => {
    const { tab, world } = setUp()
    const chance = vi.spyOn(Math, 'random').mockReturnValue(0)
    const { client } = tab()
    const fault = world.faults.add({ path: '/session', status: 500 })
    client.start()
    await pass()
    const asked: number[] = []
    for (const ms of [999, 1, 3_999, 1, 15_999, 1, 59_999, 1]) {
      await pass(ms)
      asked.push(fault.hits())
    }
    chance.mockRestore()
    expect(asked).toEqual([1, 2, 2, 3, 3, 4, 4, 5])
    expect(client.$state.get().status).toBe('unavailable')
    fault.remove()
    await pass(2 * minuteMs)
    expect(client.$state.get()).toMatchObject({ status: 'signed-out', error: undefined })
  })

  test('signs nobody out, however long it takes', async () => {
    const { client, world, shown } = await setUpSignedIn(['ada'], { revalidateIntervalMs: minuteMs })
    world.faults.add({ drop: true })
    await pass(60 * minuteMs)
    expect(shown()).toMatchObject({ status: 'signed-in', who: 'ada' })
    expect(client.$state.get()).toMatchObject({ stale: true, error: { code: 'offline' } })
  })

  test('is asked at once when the network is back', async () => {
    const { client, page, world } = await setUpSignedIn()
    const fault = world.faults.add({ drop: true })
    void codeOf(client.refetch())
    await pass(10_000)
    fault.remove()
    page.signal('online')
    await pass()
    expect(client.$state.get()).toMatchObject({ stale: false, error: undefined })
  })
})

test('a page that starts with what a server rendered asks nothing until it has reason to', async () => {
  const { openAs, tab, world, asked } = setUp()
  const chance = vi.spyOn(Math, 'random').mockReturnValue(0)
  const first = await openAs(['ada'])
  first.client.stop()
  world.requests.clear()
  const { client, shown } = tab({ initialState: first.client.dehydrate(), revalidateIntervalMs: minuteMs })
  expect(shown().who).toBe('ada')
  client.start()
  await pass(minuteMs - 1)
  expect(asked()).toEqual([])
  await pass(1)
  expect(asked()).toEqual([session])
  chance.mockRestore()
})
