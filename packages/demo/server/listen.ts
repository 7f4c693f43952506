import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

export interface Listener {
  readonly url: string
  /** Stops listening and closes open connections. */
  readonly close: () => Promise<void>
}

/** Another program listens on the port. */
export class PortTaken extends Error {
  readonly port: number

  constructor(port: number, cause?: unknown) {
    super(`Port ${port} is taken by another program.`, { cause })
    this.name = 'PortTaken'
    this.port = port
  }
}

/**
 * Serves a `fetch` handler on this machine only. 0 takes any free port.
 *
 * @throws {PortTaken} when another program listens on the port
 */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  port: number,
): Promise<Listener> {
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port, error) : error)
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}
