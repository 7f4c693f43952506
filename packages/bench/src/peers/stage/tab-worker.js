import { parentPort, workerData } from 'node:worker_threads'
import { adapterOf } from '../catalogue.js'
import { pretendPage } from './page.js'

// The other tab of a scenario. Its storage follows the first tab's, and the first tab's follows its own.
const { name, bundle, facts, writes } = workerData
const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)

/** @type {Map<number, (message: any) => void>} */
const asked = new Map()
let requests = 0

/** @type {typeof fetch} */
const fetchOfParent = async (input, init) => {
  const request = new Request(input, init)
  const id = requests++
  const body = request.method === 'GET' ? undefined : await request.text()
  port.postMessage({
    type: 'fetch',
    id,
    url: request.url,
    method: request.method,
    headers: [...request.headers],
    body,
  })
  const { status, headers, text, error } = await new Promise((resolve) => asked.set(id, resolve))
  if (error !== undefined) throw new TypeError(error)
  return new Response(status === 204 ? null : text, { status, headers })
}

const page = pretendPage({ fetch: fetchOfParent, onWrite: (write) => port.postMessage({ type: 'write', write }) })
for (const write of writes) page.receive(write)

/** @type {Promise<import('./stage.js').Peer>} */
const opening = (async () => (await adapterOf(name)).open({ module: await import(bundle), facts, isFirst: false }))()

port.on('message', async (message) => {
  if (message.type === 'write') page.receive(message.write)
  if (message.type === 'response') asked.get(message.id)?.(message)
  if (message.type !== 'call') return
  try {
    const peer = await opening
    const value = message.method === 'focus' ? page.emit('focus') : await peer[/** @type {'read'} */ (message.method)]()
    port.postMessage({ type: 'answer', id: message.id, value })
  } catch (error) {
    port.postMessage({ type: 'answer', id: message.id, error: String(error) })
  }
})
