import { defaultSeed, type Emulator, seedPassword } from '@wachter/emulator'
import { startEmulator } from '@wachter/emulator/node'
import type { DemoConfig } from '../src/config.ts'
import { createBackend } from './backend.ts'
import { listen, PortTaken } from './listen.ts'

export interface Services {
  readonly emulator: Emulator
  /** The configuration that the page fetches when it starts, so that no port is built into it. */
  readonly config: DemoConfig
  readonly close: () => Promise<void>
}

/**
 * Starts the services of the page: the emulator and, on its own port, the API.
 *
 * @throws {PortTaken} when another program listens on one of the ports
 */
export async function startServices(
  ports: { emulator: number; api: number },
  pageOrigin: () => string,
): Promise<Services> {
  const server = await startEmulator({ port: ports.emulator, mode: 'staging' }).catch((error: unknown) => {
    throw error instanceof Error && error.name === 'PortTaken' ? new PortTaken(ports.emulator, error) : error
  })
  const { emulator, url: issuer, publishableKey } = server
  // The API uses the emulator's clock, so that moving it moves both.
  const now = () => new Date(emulator.world.clock.now())
  const backend = createBackend({ issuer, pageOrigin, now })
  try {
    const api = await listen((request) => backend.fetch(request), ports.api)
    return {
      emulator,
      config: {
        publishableKey,
        controlUrl: `${issuer}/__emulator`,
        apiUrl: api.url,
        users: seedUsers,
        password: seedPassword,
      },
      async close() {
        await Promise.all([api.close(), server.close()])
      },
    }
  } catch (error) {
    await server.close()
    throw error
  }
}

const seedUsers = defaultSeed.users.map(({ email = '', username = '' }) => ({ email, username }))
