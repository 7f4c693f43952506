import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Connection } from './connection'
import { createEmulator, type Emulator, type EmulatorOptions } from './create-emulator'
import { DroppedConnection } from './faults/faults'
import { createStateFile, readStateFile, type StateFile, unusable } from './files/state-file'
import { createUpgrades } from './sockets/upgrades'

export interface EmulatorServerOptions extends Omit<EmulatorOptions, 'baseUrl' | 'saved'> {
  /** The port to listen on; 0 takes any free one. Default 4747. */
  port?: number
  /** The interface to listen on. Default `127.0.0.1`, reached as `http://localhost:<port>`. */
  hostname?: string
  /**
   * A file that keeps everything across restarts: people, sessions, settings, keys, time. It is written before each answer to a
   * request that changed something, and on `close`. It holds passwords and the private key.
   */
  stateFile?: string
}

export interface EmulatorServer {
  url: string
  port: number
  publishableKey: string
  emulator: Emulator
  /** Stops listening, closes open connections, removes all faults and saves the state. */
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
 * @throws {Error} when the state file is of another emulator or version, malformed, or cannot be written; it is left as it is
 * @example
 * ```ts
 * import { startEmulator } from '@wachter/emulator/node'
 *
 * const server = await startEmulator({ port: 0 })
 * const response = await fetch(`${server.url}/session`)
 * await server.close()
 * ```
 * @example One that signs nobody out when it is restarted
 * ```ts
 * import { startEmulator } from '@wachter/emulator/node'
 *
 * await startEmulator({ stateFile: '.wachter-state.json' })
 * ```
 */
export async function startEmulator(options: EmulatorServerOptions = {}): Promise<EmulatorServer> {
  const { port: wantedPort = 4747, hostname = '127.0.0.1', stateFile: path, ...emulatorOptions } = options
  // The emulator needs its real port, so it is created after the server listens. Early requests wait for it.
  let start = (_running: Running) => {}
  const started = new Promise<Running>((resolve) => {
    start = resolve
  })
  const server = createAdaptorServer({ fetch: serve, overrideGlobalObjects: false }) as Server
  const upgrades = createUpgrades(handle)
  server.on('upgrade', upgrades.serve)
  const port = await listen(server, wantedPort, hostname)
  const url = `http://${publicHost(hostname)}:${port}`
  const running = await createRunning(path, { ...emulatorOptions, baseUrl: url }).catch(async (error: unknown) => {
    await stopListening()
    throw error
  })
  start(running)
  const { emulator } = running
  return { url, port, publishableKey: emulator.publishableKey, emulator, close }

  async function serve(request: Request, env: Parameters<Parameters<typeof createAdaptorServer>[0]['fetch']>[1]) {
    // The URL contains the `Host` header as it was sent, which may be empty or malformed.
    if (!URL.canParse(request.url)) return new Response(null, { status: 400 })
    const ip = env.incoming.socket.remoteAddress
    try {
      return await handle(request, ip === undefined ? {} : { ip })
    } catch (error) {
      if (!(error instanceof DroppedConnection) && !request.signal.aborted) throw error
      env.incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    }
  }

  async function handle(request: Request, connection: Connection): Promise<Response> {
    const { emulator, state } = await started
    try {
      return await emulator.handle(request, connection)
    } finally {
      // An answered request must not be undone by a crash. If the disk is full, the emulator works on without it.
      await state?.save().catch(console.error)
    }
  }

  async function close() {
    emulator.world.faults.clear()
    try {
      // While the port is ours, no other emulator uses the file.
      await running.state?.save()
    } finally {
      await stopListening()
    }
  }

  async function stopListening() {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    upgrades.close()
    server.closeAllConnections()
    await closed
  }
}

interface Running {
  emulator: Emulator
  state: StateFile | undefined
}

async function createRunning(path: string | undefined, options: EmulatorOptions): Promise<Running> {
  if (path === undefined) return { emulator: createEmulator(options), state: undefined }
  const saved = await readStateFile(path)
  const restored = await restore(path, { ...options, ...(saved !== undefined && { saved }) })
  const state = createStateFile(path, restored)
  await state.save()
  return { emulator: restored, state }
}

async function restore(path: string, options: EmulatorOptions): Promise<Emulator> {
  try {
    const emulator = createEmulator(options)
    // Reads the saved keys, which are read late.
    await emulator.save()
    return emulator
  } catch (error) {
    throw options.saved === undefined ? error : unusable(path, error)
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
