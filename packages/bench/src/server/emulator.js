import { createServer } from 'node:http'
import { createEmulator } from '@wachter/emulator'
import { startEmulator } from '@wachter/emulator/node'
import { createTestClient } from '@wachter/emulator/testing'
import { race } from '../times/race.js'
import { listen } from '../world/listen.js'

/** What an emulator costs: a request in this process and over HTTP, and a test that creates one, signs in and closes it. */
export async function measureEmulator() {
  const emulator = createEmulator()
  const session = `${emulator.baseUrl}/session`
  const server = await startEmulator({ port: 0 })
  const bare = await listen(createServer((_, response) => response.end('{}')))
  const inProcess = await race({
    'new Request, new Response': () => answer(new Request(session)).text(),
    'GET /session in process': async () => (await emulator.fetch(session)).text(),
  })
  const overHttp = await race({
    'a bare server of Node': async () => (await fetch(bare.url)).text(),
    'GET /session over HTTP': async () => (await fetch(`${server.url}/session`)).text(),
  })
  await server.close()
  bare.close()
  const perTest = await race({
    'createEmulator()': () => createEmulator(),
    'createTestClient({ as })': async () => (await createTestClient({ as: 'ada' })).client.stop(),
    'startEmulator(), close()': async () => (await startEmulator({ port: 0 })).close(),
  })
  return { inProcess, overHttp, perTest }
}

/** @param {Request} request */
const answer = (request) => new Response(request.url)
