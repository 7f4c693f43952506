import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createEmulator, type Emulator, type EmulatorOptions } from './create-emulator'
import { DroppedConnection } from './faults/faults'

export interface EmulatorServerOptions extends Omit<EmulatorOptions, 'baseUrl'> {
  /** The port to listen on; 0 takes any free one. Default 4747. */
  port?: number
  /** The interface to listen on. Default `127.0.0.1`, reached as `http://localhost:<port>`. */
  hostname?: string
}

export interface EmulatorServer {
  url: string
  port: number
  publishableKey: string
  emulator: Emulator
  /** Stops listening, closes open connections and removes all faults. */
  close(): Promise<void>
}

/**
 * The port is in use by another program.
 *
 * @example
 * ```ts
 * import { PortTaken, startEmulator } from '@wachter/emulator/node'
 *
 * const server = await startEmulator().catch((error: unknown) => {
 *   if (error instanceof PortTaken) return startEmulator({ port: 0 })
 *   throw error
 * })
 * ```
 */
export class PortTaken extends Error {
  constructor(port: number) {
    super(`Port ${port} is taken by another program. Choose another one, or 0 for any free port.`)
    this.name = 'PortTaken'
  }
}

/**
 * Serves an emulator over HTTP.
 *
 * @throws {PortTaken} when another program listens on the port
 * @example
 * ```ts
 * import { startEmulator } from '@wachter/emulator/node'
 *
 * const server = await startEmulator({ port: 0 })
 * const response = await fetch(`${server.url}/session`)
 * await server.close()
 * ```
 */
export async function startEmulator(options: EmulatorServerOptions = {}): Promise<EmulatorServer> {
  const { port: wantedPort = 4747, hostname = '127.0.0.1', ...emulatorOptions } = options
  // The emulator needs its real port, so it is created after the server listens.
  let emulator: Emulator | undefined
  const server = createAdaptorServer({ fetch: serve, overrideGlobalObjects: false }) as Server
  const port = await listen(server, wantedPort, hostname)
  const url = `http://${publicHost(hostname)}:${port}`
  const running = createEmulator({ ...emulatorOptions, baseUrl: url })
  emulator = running
  return { url, port, publishableKey: running.publishableKey, emulator: running, close }

  async function serve(request: Request, env: Parameters<Parameters<typeof createAdaptorServer>[0]['fetch']>[1]) {
    // The URL contains the `Host` header as it was sent, which may be empty or malformed.
    if (!URL.canParse(request.url)) return new Response(null, { status: 400 })
    const ip = env.incoming.socket.remoteAddress
    try {
      return await emulator?.handle(request, ip === undefined ? {} : { ip })
    } catch (error) {
      if (!(error instanceof DroppedConnection) && !request.signal.aborted) throw error
      env.incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    }
  }

  async function close() {
    running.world.faults.clear()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }
}

function listen(server: Server, port: number, hostname: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port) : error)
    })
    server.listen(port, hostname, () => resolve((server.address() as AddressInfo).port))
  })
}

function publicHost(hostname: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(hostname)) return 'localhost'
  return hostname.includes(':') ? `[${hostname}]` : hostname
}
