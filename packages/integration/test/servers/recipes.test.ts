import { readFile } from 'node:fs/promises'
import { get, type IncomingMessage, type OutgoingHttpHeaders, request as send } from 'node:http'
import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import type { Auth } from '@wachter/core/server'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { startEmulator } from '@wachter/emulator/node'
import fastify from 'fastify'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { listenLocally } from '../local-pages.js'
import { createOnRequest } from './recipes/astro.js'
import { authOf, wachter } from './recipes/express.js'
import { wachter as hookOf, authOf as userOf } from './recipes/fastify.js'
import { createApp } from './recipes/hono.js'
import worker from './recipes/worker.js'

/** An emulator over HTTP, and what the browser of Ada sends to an app. */
async function setUpEmulator() {
  const { publishableKey, url, emulator, close } = await startEmulator({ port: 0 })
  onTestFinished(close)
  const client = createClient({ publishableKey, openChannel: () => undefined })
  await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
  const scope = new URL(url).host.replace(/[^a-z0-9]+/g, '_')
  const cookie = `__dev_session___${scope}=${encodeURIComponent(client.devSession() ?? '')}`
  return { publishableKey, userId: emulator.world.user('ada').id, cookie }
}

/** Not `fetch`, which says of itself that it is no page. */
const ask = (url: string, headers: Record<string, string>) =>
  new Promise<Response>((resolve, reject) => {
    const asking = get(url, { headers }, async (answer) => {
      const body = (await answer.toArray()).join('')
      resolve(new Response(body, { status: answer.statusCode ?? 0, headers: headersOf(answer.headers) }))
    })
    asking.on('error', reject)
  })

/** Of an answer of Node. */
function headersOf(sent: OutgoingHttpHeaders): Headers {
  const all = new Headers()
  for (const [name, value = []] of Object.entries(sent)) {
    for (const one of [value].flat()) all.append(name, String(one))
  }
  return all
}

/** What serves an app made of a recipe. */
const recipes: Readonly<Record<string, (publishableKey: string) => Promise<(request: Request) => Promise<Response>>>> =
  {
    hono: async (publishableKey) => async (request) => createApp(publishableKey).fetch(request),
    astro: async (publishableKey) => (request) => {
      const locals: { auth?: Auth } = {}
      const page = async () => Response.json({ user: locals.auth?.userId ?? null })
      return createOnRequest(publishableKey)({ request, locals, isPrerendered: false }, page)
    },
    async fastify(publishableKey) {
      const app = fastify()
      onTestFinished(() => app.close())
      app.addHook('onRequest', hookOf(publishableKey, 'http://localhost:3000'))
      app.get('/*', async (request) => ({ user: userOf(request)?.userId ?? null }))
      return async ({ url, headers }) => {
        const {
          statusCode,
          body,
          headers: sent,
        } = await app.inject({
          url: new URL(url).pathname,
          headers: Object.fromEntries(headers),
        })
        return new Response(body, { status: statusCode, headers: headersOf(sent) })
      }
    },
    worker: async (publishableKey) => (request) =>
      worker.fetch(request, { PUBLISHABLE_KEY: publishableKey }, { waitUntil: () => undefined }),
    async express(publishableKey) {
      let origin = ''
      const site = await listenLocally(async (req, res) => {
        await wachter(publishableKey, origin)(req, res, () => {
          res.end(JSON.stringify({ user: authOf(req)?.userId ?? null }))
        })
      })
      onTestFinished(site.close)
      origin = site.url
      return ({ url, headers }) => ask(site.url + new URL(url).pathname, Object.fromEntries(headers))
    },
  }

describe.each(Object.keys(recipes))('the recipe for %s', (name) => {
  const setUpSite = async () => {
    const stage = await setUpEmulator()
    const serve = await recipes[name]?.(stage.publishableKey)
    const visit = async (path: string, headers: Record<string, string> = {}) =>
      serve?.(new Request(`http://localhost:3000${path}`, { headers })) as Promise<Response>
    return { ...stage, visit }
  }

  test('knows who sent a request, and keeps what it minted', async () => {
    const { visit, cookie, userId } = await setUpSite()
    const answer = await visit('/invoices', { Cookie: cookie })
    expect([answer.status, await answer.json()]).toEqual([200, { user: userId }])
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__auth_/)
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
  })

  test('refuses strangers', async () => {
    const { visit } = await setUpSite()
    expect((await visit('/invoices')).status).toBe(401)
    const page = await visit('/invoices', { Accept: 'text/html' })
    expect([page.status, page.headers.get('Location')]).toEqual([
      307,
      expect.stringMatching(/^\/sign-in\?redirect_uri=/),
    ])
    expect((await visit('/')).status).toBe(200)
  })

  test('is the one in the docs', async () => {
    const guide = await readFile(new URL('../../../core/docs/servers.md', import.meta.url), 'utf8')
    const code = await readFile(new URL(`recipes/${name}.ts`, import.meta.url), 'utf8')
    expect(guide).toContain(`\`\`\`ts\n${code}\`\`\``)
  })
})

describe('Express, and Node itself', () => {
  const setUpServer = async (change: (req: IncomingMessage) => IncomingMessage = (req) => req) => {
    const { publishableKey } = createEmulator()
    const guard = wachter(publishableKey, 'http://localhost:3000')
    const site = await listenLocally((req, res) => guard(change(req), res, () => res.end()))
    onTestFinished(site.close)
    return (options: { method?: string; path: string }) =>
      new Promise((resolve, reject) => {
        send(site.url, options, (answer) => resolve(answer.resume().statusCode))
          .on('error', reject)
          .end()
      })
  }

  test('refuses what no Request can be made of, and goes on', async () => {
    const ask = await setUpServer()
    expect(await ask({ method: 'TRACE', path: '/' })).toBe(400)
    expect(await ask({ method: 'OPTIONS', path: '*' })).toBe(400)
    expect(await ask({ path: '/' })).toBe(200)
  })

  test('protects the whole path where Express has cut the one it mounts at', async () => {
    const ask = await setUpServer((req) => Object.assign(req, { originalUrl: req.url, url: '/' }))
    expect(await ask({ path: '/invoices' })).toBe(401)
    expect(await ask({ path: '/' })).toBe(200)
  })
})

describe('pages that Astro builds beforehand', () => {
  const build = (path: string) => {
    const request = new Request(`http://localhost:4321${path}`)
    const headers = vi.spyOn(request, 'headers', 'get')
    const page = async () => Response.json('built')
    const answer = createOnRequest(createEmulator().publishableKey)({ request, locals: {}, isPrerendered: true }, page)
    return { headers, answer }
  }

  test('are built as for a stranger, without a look at the headers, which Astro warns of', async () => {
    const { headers, answer } = build('/')
    expect(await (await answer).json()).toBe('built')
    expect(headers).not.toHaveBeenCalled()
  })

  test('are refused when they are protected, before anybody can read them', async () => {
    await expect(build('/invoices').answer).rejects.toThrow('prerender = false')
  })
})
