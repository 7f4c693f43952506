import { Worker } from 'node:worker_threads'

/**
 * Opens another tab of the same browser, in a thread of its own. It shares the storage, the cookies, the channels, the locks
 * and the network.
 *
 * @param {{ name: string, bundle: string, facts: unknown,
 *   page: ReturnType<typeof import('./page.js').pretendPage>, network: import('./network.js').Network }} needs
 */
export function openTab({ page, network, ...needs }) {
  const worker = new Worker(new URL('tab-worker.js', import.meta.url), {
    workerData: { ...needs, writes: page.writes() },
  })
  let calls = 0
  /** @type {Map<number, (answer: { value?: unknown, error?: string }) => void>} */
  const waiting = new Map()

  worker.on('message', async (message) => {
    if (message.type === 'write') page.receive(message.write)
    if (message.type === 'answer') waiting.get(message.id)?.(message)
    if (message.type !== 'fetch') return
    const { id, url, ...init } = message
    try {
      const response = await network.fetch(url, init)
      const text = await response.text()
      worker.postMessage({ type: 'response', id, status: response.status, headers: [...response.headers], text })
    } catch (error) {
      worker.postMessage({ type: 'response', id, error: String(error) })
    }
  })
  /** @param {'read' | 'isSignedIn' | 'focus'} method @returns {Promise<any>} */
  const call = (method) =>
    new Promise((resolve, reject) => {
      const id = calls++
      waiting.set(id, ({ value, error }) => (error === undefined ? resolve(value) : reject(new Error(error))))
      worker.postMessage({ type: 'call', id, method })
    })

  return {
    read: () => call('read'),
    isSignedIn: () => call('isSignedIn'),
    /** The person looks at this tab. */
    focus: () => call('focus'),
    /** @param {import('./page.js').Write} write */
    tell: (write) => worker.postMessage({ type: 'write', write }),
  }
}
