import { expect, test } from 'vitest'
import { createNetwork } from '../../src/peers/stage/network.js'

const setUp = () => {
  const time = { now: () => 0, sleep: async () => undefined, during: async <T>(work: Promise<T> | T) => work }
  let answers = 0
  const server = { answer: () => new Response(String(++answers)) }
  const network = createNetwork({ server, isMint: (path) => path === '/token', latencyMs: 1, time })
  const ask = async (path = '/token', init?: RequestInit) => {
    const response = await network.fetch(`https://peer.test${path}`, init)
    return `${response.status} ${await response.text()}`
  }
  return { network, ask }
}

test('a fault of the server concerns only requests for a token', async () => {
  const { network, ask } = setUp()
  network.break({ kind: 'answered', status: 500, body: 'broken' })
  expect([await ask(), await ask('/user')]).toEqual(['500 broken', '200 1'])
  network.heal()
  expect(await ask()).toBe('200 2')
})

test('being offline concerns all requests', async () => {
  const { network, ask } = setUp()
  network.break({ kind: 'offline' })
  await expect(ask('/user')).rejects.toThrow(TypeError)
})

test('a held answer is of the time of its request, and the next request is not held', async () => {
  const { network, ask } = setUp()
  network.break({ kind: 'held' })
  const held = ask()
  expect(await ask()).toBe('200 2')
  network.heal()
  expect(await held).toBe('200 1')
})

test('a request without an answer can be aborted', async () => {
  const { network, ask } = setUp()
  network.break({ kind: 'silent' })
  const controller = new AbortController()
  const asked = ask('/token', { signal: controller.signal })
  controller.abort()
  await expect(asked).rejects.toThrow('aborted')
})

test('requests are counted since the last time', async () => {
  const { network, ask } = setUp()
  await ask()
  await ask('/user')
  expect(network.take()).toEqual({ mints: 1, all: 2 })
  expect(network.take()).toEqual({ mints: 0, all: 0 })
})
