import assert from 'node:assert/strict'

/** @type {import('../../../tooling/src/apps/app-step.js').App} */
export const app = {
  adapter: /wachter-svelte-/,
  build: ['npx', 'vite', 'build'],
  start: () => ['node', 'build'],
  env: (publishableKey, port) => ({
    WACHTER_PUBLISHABLE_KEY: publishableKey,
    PORT: String(port),
    ORIGIN: `http://localhost:${port}`,
  }),

  async visit({ url, world, page, context, asked, signIn, seeEachTheirOwn }) {
    const serverSays = () => page.textContent('#server')
    /** @param {string} text */
    const waitForServer = (text) => page.waitForSelector(`#server:has-text("${text}")`)

    // A stranger sees the public page only, by a link, too.
    await page.goto(url)
    assert.equal(await serverSays(), 'nobody at no organization')
    await page.click('a:has-text("Invoices")')
    await page.waitForURL(/\/sign-in\?redirect_uri=/)
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
    const html = await (await context.request.get(url)).text()
    assert.match(html, /ada at/)
    assert.match(html, /Sign out/)
    assert.deepEqual(asked(), [])

    // A switch shows in the server's text, in an action and in a permission.
    await page.click('button:has-text("Acme")')
    await waitForServer(world.organization('Acme').id)
    await page.click('button:has-text("Ask the server")')
    await page.waitForSelector(`output:has-text("${ada} with 3 parts")`)
    await page.click('a:has-text("Invoices")')
    await waitForServer('may write')

    await seeEachTheirOwn()

    // After a sign-out the text of the server is gone, and so is the protected page.
    // Until the scripts are there, the button does nothing.
    await page.goto(url, { waitUntil: 'networkidle' })
    await page.click('button:has-text("Sign out")')
    await waitForServer('nobody at no organization')
    await page.click('a:has-text("Invoices")')
    await page.waitForURL(/\/sign-in\?redirect_uri=/)
  },
}
