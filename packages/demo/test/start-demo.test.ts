import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { portsFrom } from '../server/ports.ts'
import { startDemo } from '../server/start-demo.ts'

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function pageFolder(): Promise<string> {
  const page = await mkdtemp(join(tmpdir(), 'wachter-demo-'))
  undo.push(() => rm(page, { recursive: true }))
  await writeFile(join(page, 'index.html'), '<title>the page</title>')
  return page
}

async function takenPort(): Promise<number> {
  const server = createServer()
  undo.push(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

const free = { page: 0, emulator: 0, api: 0 }

test('serves the page and tells it where everything is', async () => {
  const demo = await startDemo({ ports: free, page: await pageFolder() })
  undo.push(demo.close)
  expect(await (await fetch(demo.url)).text()).toContain('the page')
  const config = await (await fetch(`${demo.url}/config.json`)).json()
  expect(config).toMatchObject({
    publishableKey: demo.emulator.publishableKey,
    apiUrl: demo.apiUrl,
    users: [{ username: 'ada' }, { username: 'grace' }, { username: 'linus' }],
  })
  expect((await fetch(`${config.controlUrl}/state`)).status).toBe(200)
  const asked = await fetch(`${demo.apiUrl}/whoami`, { headers: { Origin: demo.url } })
  expect(asked.status).toBe(401)
  expect(asked.headers.get('Access-Control-Allow-Origin')).toBe(demo.url)
})

test.each(['page', 'emulator', 'api'] as const)(
  'says which port is taken and lets go of the others: %s',
  async (name) => {
    const port = await takenPort()
    const page = await pageFolder()
    await expect(startDemo({ ports: { ...free, [name]: port }, page })).rejects.toMatchObject({
      name: 'PortTaken',
      port,
    })
  },
)

test('listens nowhere after it was closed', async () => {
  const demo = await startDemo({ ports: free, page: await pageFolder() })
  await demo.close()
  for (const url of [demo.url, demo.apiUrl, demo.emulator.baseUrl]) await expect(fetch(url)).rejects.toThrow()
})

test('takes its ports from the environment', () => {
  expect(portsFrom({})).toEqual({ page: 4748, emulator: 4747, api: 4749 })
  expect(portsFrom({ PORT: '0', EMULATOR_PORT: '5000', API_PORT: '' })).toEqual({ page: 0, emulator: 5000, api: 4749 })
  for (const PORT of ['many', '-1', '65536', '1.5']) expect(() => portsFrom({ PORT })).toThrow(RangeError)
})
