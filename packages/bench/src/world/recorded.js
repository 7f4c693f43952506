import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { createMemoryStore, createPage } from './surroundings.js'

/** @typedef {Awaited<ReturnType<typeof recordDeployment>>} Recorded */

/**
 * A deployment where Ada is signed in, that repeats what an emulator answered once: so only the client is measured.
 *
 * @param {{ now?: () => number, tokenLifeMs?: number }} [options] its clock, epoch ms, and how long its tokens live
 */
export async function recordDeployment({ now = Date.now, tokenLifeMs = 30_000 } = {}) {
  const emulator = createEmulator()
  /** The bodies of the last answers, by path. @type {Record<string, string>} */
  const answers = {}
  const client = createClient({
    ...alone(),
    publishableKey: emulator.publishableKey,
    async fetch(input, init) {
      const response = await emulator.fetch(input, init)
      answers[pathOf(input)] = await response.clone().text()
      return response
    },
  })
  await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
  await client.refetch()
  await client.getToken()
  client.stop()

  const token = JSON.parse(answers['/session/token'] ?? '')
  const [, claims = ''] = token.data.token.split('.')
  const content = JSON.parse(Buffer.from(claims, 'base64url').toString())
  const bodyOfToken = () => {
    const expires = now() + tokenLifeMs
    const times = { iat: Math.floor(now() / 1_000), exp: Math.floor(expires / 1_000) }
    const parts = [{ alg: 'none' }, { ...content, ...times }, 'unsigned']
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    return JSON.stringify({ ...token, data: { ...token.data, token: text, expires } })
  }

  let requests = 0
  /** @type {typeof globalThis.fetch} */
  const fetch = async (input) => {
    requests++
    const path = pathOf(input)
    return new Response(path === '/session/token' ? bodyOfToken() : answers[path])
  }
  return {
    baseUrl: emulator.baseUrl,
    fetch,
    /** A client of a browser that has nothing stored. @param {{ clock?: import('@wachter/core').Clock }} [options] */
    createClient: (options) => createClient({ ...alone(), ...options, publishableKey: emulator.publishableKey, fetch }),
    requests: () => requests,
  }
}

/** The surroundings of a tab without others. */
const alone = () => ({
  storage: createMemoryStore(),
  cookies: createMemoryStore(),
  page: createPage(true),
  openChannel: () => undefined,
})

/** @param {string | URL | Request} input */
const pathOf = (input) => new URL(input instanceof Request ? input.url : input).pathname
