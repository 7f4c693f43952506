import { bundlePage, listenLocally } from '../local-pages.js'

/** Serves a page by its script: any path shows it, but for `/elsewhere`, which is another page. */
export async function startPageServer(name: string) {
  const script = await bundlePage(new URL(name, import.meta.url))
  return listenLocally((request, response) => {
    if (request.url === '/page.js') {
      response.setHeader('Content-Type', 'text/javascript')
      response.end(script)
    } else {
      response.setHeader('Content-Type', 'text/html')
      response.end(request.url === '/elsewhere' ? elsewhere : page)
    }
  })
}

const page =
  '<!doctype html><title>Tab</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>'
const elsewhere = '<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">'
