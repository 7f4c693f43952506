import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { announce } from './announce.ts'
import { PortTaken } from './listen.ts'
import { explainPorts, type Ports, portsFrom } from './ports.ts'
import { startServices } from './services.ts'
import { stopOnSignal } from './stop-on-signal.ts'

// Serves the page from Vite's dev server, with hot reloading, instead of the built page.
let ports: Ports | undefined
try {
  ports = portsFrom(process.env)
  let origin = ''
  const services = await startServices(ports, () => origin)
  const vite = await createServer({
    configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
    server: { port: ports.page, strictPort: ports.page !== 0 },
    plugins: [
      {
        name: 'demo-config',
        configureServer({ middlewares }) {
          middlewares.use('/config.json', (_request, response) => {
            response.setHeader('Content-Type', 'application/json').end(JSON.stringify(services.config))
          })
        },
      },
    ],
  })
  const { page } = ports
  await vite.listen().catch((error: Error) => {
    throw /port \d+ is already in use/i.test(error.message) ? new PortTaken(page, error) : error
  })
  origin = new URL(vite.resolvedUrls?.local[0] ?? '').origin
  stopOnSignal(async () => {
    await Promise.all([vite.close(), services.close()])
  })
  announce({ url: origin, apiUrl: services.config.apiUrl, emulatorUrl: services.emulator.baseUrl })
} catch (error) {
  explainPorts(error, ports)
}
