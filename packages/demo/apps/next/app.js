import assert from 'node:assert/strict'

/** @type {import('../../../tooling/src/apps/app-step.js').App} */
export const app = {
  adapter: /wachter-react-/,
  build: ['npx', 'next', 'build'],
  start: (port) => ['npx', 'next', 'start', '-p', String(port)],
  env: (publishableKey) => ({ NEXT_PUBLIC_WACHTER_PUBLISHABLE_KEY: publishableKey, NEXT_TELEMETRY_DISABLED: '1' }),

  /** The API that the example component asks, at the address it names, is that of the app. */
  async prepare(context, url) {
    await context.route('https://api.your-system.com/**', async (route) => {
      const headers = { Authorization: (await route.request().headerValue('authorization')) ?? '' }
      // A page that is being closed may ask when the app has ended.
      const answer = await fetch(`${url}/api/me`, { headers }).catch(() => undefined)
      if (!answer) return route.abort().catch(() => undefined)
      const shared = { 'Access-Control-Allow-Origin': '*' }
      await route.fulfill({ status: answer.status, json: await answer.json(), headers: shared })
    })
  },

  async visit({ url, world, page, context, asked, signIn, seeEachTheirOwn }) {
    const serverSays = () => page.textContent('#server')
    /** @param {string} text */
    const waitForServer = (text) => page.waitForSelector(`#server:has-text("${text}")`)
    // A stranger sees the public page only.
    await page.goto(url)
    assert.equal(await serverSays(), 'nobody at no organization')
    await page.goto(`${url}/invoices`)
    assert.equal(new URL(page.url()).pathname, '/sign-in')
    assert.equal(new URL(page.url()).searchParams.get('redirect_uri'), `${url}/invoices`)
    assert.equal((await fetch(`${url}/api/me`)).status, 401)

    // Signed in, what the server rendered follows by itself, and the component of the docs shows what the API says.
    await signIn('ada', page)
    const ada = world.user('ada').id
    await page.waitForSelector(`.font-mono:has-text("${ada}")`)

    // The first frame is right before any script runs, and costs no request in the steady state.
    await page.goto(url)
    await page.waitForSelector(`.font-mono:has-text("${ada}")`)
    await page.waitForSelector('button:has-text("Acme")')
    asked()
    const html = await (await context.request.get(url)).text()
    assert.match(html, /ada(<!-- -->)? at/)
    assert.match(html, /Terminate Session/)
    assert.deepEqual(asked(), [])

    // A switch shows in the server's text, in a server action and in a permission.
    await page.click('button:has-text("Acme")')
    await waitForServer(world.organization('Acme').id)
    await page.click('button:has-text("Ask the server")')
    await page.waitForSelector(`output:has-text("${ada} with 3 parts")`)
    await page.goto(`${url}/invoices`)
    assert.equal(await serverSays(), 'may write')

    await seeEachTheirOwn()

    // After a sign-out the text of the server is gone, and so is the protected page.
    await page.goto(url)
    // The component of the docs reports a call that a sign-out overtakes.
    await page.waitForSelector(`.font-mono:has-text("${ada}")`)
    await page.click('button:has-text("Terminate Session")')
    await waitForServer('nobody at no organization')
    await page.goto(`${url}/invoices`)
    assert.equal(new URL(page.url()).pathname, '/sign-in')
  },
}
