import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Emulator } from '@wachter/emulator'
import { Hono } from 'hono'
import { listen } from './listen.ts'
import { defaultPorts, type Ports } from './ports.ts'
import { startServices } from './services.ts'

export interface DemoOptions {
  /** 0 means any free port. Default: {@link defaultPorts}. */
  ports?: Partial<Ports>
  /** Folder of the built page. Default: the output of `build`. */
  page?: string
}

export interface Demo {
  /** URL of the page. */
  readonly url: string
  readonly apiUrl: string
  readonly emulator: Emulator
  readonly close: () => Promise<void>
}

/**
 * Starts the emulator, the API and the built page.
 *
 * @throws {PortTaken} when another program listens on one of the ports
 */
export async function startDemo({ ports, page = builtPage }: DemoOptions = {}): Promise<Demo> {
  const wanted = { ...defaultPorts, ...ports }
  let origin = ''
  const services = await startServices(wanted, () => origin)
  const { emulator, config } = services
  const app = new Hono()
    .get('/config.json', (c) => c.json(config, 200, { 'Cache-Control': 'no-store' }))
    // Their names change with their content.
    .use('/assets/*', async (c, next) => {
      await next()
      c.header('Cache-Control', 'public, max-age=31536000, immutable')
    })
    .use(serveStatic({ root: page }))
  try {
    const server = await listen((request) => app.fetch(request), wanted.page)
    origin = server.url
    return {
      url: server.url,
      apiUrl: config.apiUrl,
      emulator,
      async close() {
        await Promise.all([server.close(), services.close()])
      },
    }
  } catch (error) {
    await services.close()
    throw error
  }
}

const builtPage = fileURLToPath(new URL('../dist', import.meta.url))
