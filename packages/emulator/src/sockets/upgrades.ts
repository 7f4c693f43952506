import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Connection, OpenStream, StreamCarrier } from '../connection'
import { DroppedConnection } from '../faults/faults'

type Open = (carrier: StreamCarrier) => OpenStream

/** Serves requests for a WebSocket: an answer decides, as for any other request. */
export interface Upgrades {
  serve(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>
  /** Cuts all connections, those that are not answered yet, too. */
  close(): void
}

// Clients send pings only.
const maxPayload = 65_536

export function createUpgrades(handle: (request: Request, connection: Connection) => Promise<Response>): Upgrades {
  const server = new WebSocketServer({ noServer: true, maxPayload })
  const sockets = new Set<Duplex>()
  return {
    async serve(incoming, socket, head) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
      const url = `http://${incoming.headers.host}${incoming.url}`
      if (!URL.canParse(url)) return refuse(socket, new Response(null, { status: 400 }))
      const granted: Open[] = []
      const ip = incoming.socket.remoteAddress
      try {
        const response = await handle(new Request(url, { headers: headersOf(incoming) }), {
          upgrade: (open) => void granted.push(open),
          ...(ip !== undefined && { ip }),
        })
        const [open] = response.ok ? granted : []
        if (!open) return await refuse(socket, response)
        server.handleUpgrade(incoming, socket, head, (client) => carry(client, open))
      } catch (error) {
        socket.destroy()
        if (!(error instanceof DroppedConnection)) console.error(error)
      }
    },
    close() {
      // The HTTP server does not know them any more, but waits for them.
      for (const socket of sockets) socket.destroy()
    },
  }
}

function carry(client: WebSocket, open: Open): void {
  // A malformed frame closes the connection; without a listener, it would end the process.
  client.on('error', () => undefined)
  const stream = open({
    send: (text) => client.send(text),
    close: (code) => (code === undefined ? client.terminate() : client.close(code)),
  })
  client.on('message', (bytes) => stream.receive(String(bytes)))
  client.on('close', () => stream.end())
}

async function refuse(socket: Duplex, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer())
  const headers = [...response.headers, ['content-length', String(body.length)], ['connection', 'close']]
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.write(`HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}\r\n${lines}\r\n`)
  socket.end(body)
}

function headersOf({ headersDistinct }: IncomingMessage): [string, string][] {
  return Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  )
}
