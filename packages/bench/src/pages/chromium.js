import { createServer } from 'node:http'
import { chromium } from 'playwright'
import { browserFlags, findBrowser } from '../../../tooling/src/browser/browser.js'
import { bundlers } from '../bundle.js'
import { listen } from '../world/listen.js'

/** Launches the Chromium of the tests. */
export const launch = () => chromium.launch({ ...findBrowser(), args: browserFlags })

/** A page's script, as it is in production. @param {string} file in the folder `in-page` */
export const bundlePage = (file) => bundlers.esbuild(`import './pages/in-page/${file}'`)

/**
 * Listens at a free port of this machine.
 *
 * @param {(request: Request) => Promise<Response> | Response} answer to a request without a body
 */
export async function serve(answer) {
  const server = createServer(async ({ url, headers }, outgoing) => {
    const request = new Request(new URL(url ?? '/', `http://${headers.host}`), { headers: fields(headers) })
    const response = await answer(request)
    outgoing.statusCode = response.status
    for (const [name, value] of response.headers) outgoing.appendHeader(name, value)
    outgoing.end(Buffer.from(await response.arrayBuffer()))
  })
  return listen(server)
}

/** @param {import('node:http').IncomingHttpHeaders} headers @returns {[string, string][]} */
const fields = (headers) => Object.entries(headers).map(([name, value]) => [name, String(value)])

/** @param {string} script @param {string} [state] a JSON literal that the script finds as `rendered` */
export const pageOf = (script, state = '{}') =>
  `<!doctype html><title>Page</title><link rel="icon" href="data:,"><div id="app"></div>
<script>window.rendered = ${state}</script><script type="module" src="${script}"></script>`

/** @param {string} body @param {string} type @param {Headers} [headers] */
export function typed(body, type, headers = new Headers()) {
  headers.set('Content-Type', type)
  return new Response(body, { headers })
}
