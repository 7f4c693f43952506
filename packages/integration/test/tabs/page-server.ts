import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

interface PageServer {
  /** Where the page is; any path shows it, but for `/elsewhere`, which is another one. */
  readonly url: string
  readonly close: () => void
}

/** Serves `page.ts`, bundled from the sources. */
export async function startPageServer(): Promise<PageServer> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    write: false,
    conditions: ['@wachter/source'],
  })
  const [script] = outputFiles
  const server = createServer((request, response) => {
    if (request.url === '/page.js') {
      response.setHeader('Content-Type', 'text/javascript')
      response.end(script?.contents)
    } else {
      response.setHeader('Content-Type', 'text/html')
      response.end(request.url === '/elsewhere' ? elsewhere : page)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const page =
  '<!doctype html><title>Tab</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>'
const elsewhere = '<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">'
