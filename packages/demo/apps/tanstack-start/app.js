import assert from 'node:assert/strict'

/** @type {import('../../../tooling/src/apps/app-step.js').App} */
export const app = {
  adapter: /wachter-react-/,
  build: ['npm', 'run', 'build'],
  start: (port) => ['npm', 'run', 'start', '--', '--port', String(port)],
  env: (publishableKey) => ({ VITE_WACHTER_PUBLISHABLE_KEY: publishableKey }),

  async visit({ url, world, page, context, asked, signIn, seeEachTheirOwn }) {
    const serverSays = () => page.textContent('#server')
    /** @param {string} text */
    const waitForServer = (text) => page.waitForSelector(`#server:has-text("${text}")`)
    /** @type {Set<string>} */
    const functions = new Set()
    page.on('request', (request) => {
      if (request.url().includes('/_serverFn/')) functions.add(request.url())
    })

    // A stranger sees the public page only, by a link, too.
    await page.goto(url)
    assert.equal(await serverSays(), 'nobody at no organization')
    await page.click('a:has-text("Invoices")')
    await page.waitForURL(`${url}/sign-in?redirect_uri=${encodeURIComponent(`${url}/invoices`)}`)
    await page.goto(`${url}/invoices`)
    assert.equal(new URL(page.url()).searchParams.get('redirect_uri'), `${url}/invoices`)
    assert.equal((await fetch(`${url}/api/me`)).status, 401)

    // Signed in, what the server rendered follows by itself.
    await signIn('ada', page)
    const ada = world.user('ada').id
    await page.click('button:has-text("Ask the API")')
    await page.waitForSelector(`pre:has-text("${ada}")`)

    // The first frame is right before any script runs, and costs no request in the steady state.
    await page.goto(url)
    await page.waitForSelector('button:has-text("Acme")')
    asked()
    const html = (await (await context.request.get(url)).text()).replaceAll('<!-- -->', '')
    assert.match(html, /ada at/)
    assert.match(html, /Sign out/)
    assert.deepEqual(asked(), [])

    // A switch shows in the server's text, in a server function and in a permission, also on a page seen before.
    await page.click('a:has-text("Invoices")')
    await waitForServer('may not write')
    await page.click('a:has-text("Home")')
    await page.click('button:has-text("Acme")')
    await waitForServer(world.organization('Acme').id)
    await page.click('button:has-text("Ask the server")')
    await page.waitForSelector(`output:has-text("${ada} with 3 parts")`)
    /** @type {(string | null)[]} */
    const shown = []
    await page.route(/_serverFn/, async (route) => {
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      shown.push(await serverSays())
      await route.fallback()
    })
    await page.click('a:has-text("Invoices")')
    await waitForServer('may write')
    await page.unroute(/_serverFn/)
    assert.deepEqual(shown, [`ada at ${world.organization('Acme').id}`])

    await seeEachTheirOwn()

    // After a sign-out the text of the server is gone, also when the API hears of it only after the server was asked, and so is
    // the protected page.
    await page.goto(url, { waitUntil: 'networkidle' })
    const isAnswered = page.waitForResponse(/_serverFn/)
    await context.route(/sign-out/, async (route) => {
      await isAnswered
      await route.continue()
    })
    await page.click('button:has-text("Sign out")')
    await waitForServer('nobody at no organization')
    await page.click('a:has-text("Invoices")')
    await page.waitForURL(/\/sign-in\?redirect_uri=/)

    // Strangers may call the one server function that is listed; of the others the framework makes errors.
    const headers = { 'x-tsr-serverFn': 'true', 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors' }
    const answers = await Promise.all([...functions].map((call) => fetch(call, { headers })))
    const said = answers.map((answer) => `${answer.status} ${answer.headers.get('x-tss-raw') ?? ''}`)
    assert.deepEqual(said.sort(), ['200 ', '401 thrown', '401 thrown'])
  },
}
