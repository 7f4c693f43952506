import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { createLine, createMemoryStore, createPage } from './surroundings.js'
import { createVirtualTime } from './virtual-time.js'

/**
 * @typedef {import('@wachter/core').Client} Client
 * @typedef {ReturnType<typeof createBrowser>} Browser
 */

/** The round trip of each request, in milliseconds. */
export const latencyMs = 100

/** A browser in virtual time with its own deployment; it never waits for real time. */
export function createBrowser() {
  const time = createVirtualTime()
  const emulator = createEmulator({ clock: time.clock })
  const { requests } = emulator.world
  const storage = createMemoryStore()
  const openChannel = createLine()
  /** @type {Client[]} */
  const tabs = []

  /** @type {typeof globalThis.fetch} */
  const fetch = async (input, init) => {
    const response = await time.during(emulator.fetch(input, init))
    await new Promise((resolve) => time.clock.setTimeout(() => resolve(undefined), latencyMs))
    return response
  }

  /** @param {{ visible?: boolean, firstToken?: boolean }} [options] */
  const openTab = ({ visible = true, firstToken = false } = {}) => {
    const client = createClient({
      publishableKey: emulator.publishableKey,
      clock: time.clock,
      storage,
      cookies: createMemoryStore(),
      page: createPage(visible),
      openChannel,
      fetch,
      firstToken,
    })
    tabs.push(client)
    return client
  }

  return {
    time,
    world: emulator.world,
    baseUrl: emulator.baseUrl,
    fetch,
    openTab,
    /** Signs accounts in, the last one active, and closes its tab. @param {('ada' | 'grace')[]} people */
    async signIn(...people) {
      const client = openTab()
      for (const person of people) {
        await time.until(signInWithPassword(client, { email: `${person}@example.com`, password: seedPassword }))
      }
      client.stop()
    },
    /** The requests since the last call, by method and path. */
    takeRequests() {
      /** @type {Record<string, number>} */
      const counted = {}
      for (const { method, path } of requests.all()) {
        const name = `${method} ${path}`
        counted[name] = (counted[name] ?? 0) + 1
      }
      requests.clear()
      return counted
    },
    close() {
      for (const tab of tabs) tab.stop()
    },
  }
}

/** @param {Record<string, number>} requests */
export const total = (requests) => Object.values(requests).reduce((sum, count) => sum + count, 0)

export const minting = 'GET /session/token'
