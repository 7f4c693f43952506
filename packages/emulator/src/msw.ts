import { HttpResponse, http, type RequestHandler, type WebSocketHandler, ws } from 'msw'
import type { OpenStream, StreamCarrier } from './connection'
import type { Emulator } from './create-emulator'
import { DroppedConnection } from './faults/faults'

// What a client sees when a connection is lost; msw has no other way to end one.
const lost = 1_006

/**
 * Creates msw handlers that answer every request to the emulator's base URL, streams included, and leave other requests to
 * other handlers. In a browser, msw cannot set an HttpOnly cookie: use staging mode there.
 *
 * @example
 * ```ts
 * import { createEmulator } from '@wachter/emulator'
 * import { createHandlers } from '@wachter/emulator/msw'
 * import { setupServer } from 'msw/node'
 *
 * const server = setupServer(...createHandlers(createEmulator()))
 * server.listen()
 * ```
 */
export function createHandlers(emulator: Emulator): (RequestHandler | WebSocketHandler)[] {
  const stream = ws.link(`${emulator.baseUrl.replace(/^http/, 'ws')}/notifications/stream`)
  return [
    http.all(`${emulator.baseUrl}/*`, async ({ request }) => {
      try {
        return await emulator.handle(request)
      } catch (error) {
        if (error instanceof DroppedConnection || request.signal.aborted) return HttpResponse.error()
        throw error
      }
    }),
    stream.addEventListener('connection', async ({ client }) => {
      const url = client.url.href.replace(/^ws/, 'http')
      const carrier: StreamCarrier = {
        send: (text) => client.send(text),
        close: (code = lost) => client.close(code),
      }
      const opened = openStream(emulator, url).then((open) => open?.(carrier))
      client.addEventListener('message', async ({ data }) => (await opened)?.receive(String(data)))
      client.addEventListener('close', async () => (await opened)?.end())
      if (!(await opened)) carrier.close()
    }),
  ]
}

/** What opens the stream of a URL; undefined if it is refused. msw has connected already, so that its client sees a loss. */
async function openStream(emulator: Emulator, url: string) {
  const granted: ((carrier: StreamCarrier) => OpenStream)[] = []
  const upgrade = (open: (carrier: StreamCarrier) => OpenStream) => void granted.push(open)
  const response = await emulator.handle(new Request(url), { upgrade }).catch(() => undefined)
  return response?.ok ? granted[0] : undefined
}
