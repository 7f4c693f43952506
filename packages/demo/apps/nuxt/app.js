import assert from 'node:assert/strict'

/** @type {import('../../../tooling/src/apps/app-step.js').App} */
export const app = {
  adapter: /wachter-vue-/,
  build: ['npx', 'nuxt', 'build'],
  start: () => ['node', '.output/server/index.mjs'],
  env: (publishableKey, port) => ({
    NUXT_PUBLIC_WACHTER_PUBLISHABLE_KEY: publishableKey,
    NUXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
  }),

  async visit({ url, world, page, context, asked, signIn, seeEachTheirOwn }) {
    const serverSays = () => page.textContent('#server')
    /** @param {string} text */
    const waitForServer = (text) => page.waitForSelector(`#server:has-text("${text}")`)

    /** Until the scripts are there, a button does nothing. */
    const openFirstPage = () => page.goto(url, { waitUntil: 'networkidle' })

    // A stranger sees the public page only, by a link, too.
    await openFirstPage()
    assert.equal(await serverSays(), 'nobody at no organization')
    await page.click('a:has-text("Invoices")')
    await page.waitForURL(/\/sign-in\?redirect_uri=/)
    await page.goto(`${url}/invoices`)
    assert.equal(new URL(page.url()).searchParams.get('redirect_uri'), `${url}/invoices`)
    for (const path of ['/api/me', '/invoices/_payload.json', '/__nuxt_island/Page_1.json']) {
      assert.equal((await fetch(url + path)).status, 401, path)
    }

    // Signed in, what the server rendered follows by itself.
    await signIn('ada', page)
    const ada = world.user('ada').id
    await page.click('button:has-text("Ask the API")')
    await page.waitForSelector(`pre:has-text("${ada}")`)

    // The first frame is right before any script runs, private, and costs no request in the steady state.
    await page.goto(url)
    await page.waitForSelector('button:has-text("Acme")')
    asked()
    const answer = await context.request.get(url)
    const html = await answer.text()
    assert.match(html, /ada at/)
    assert.match(html, /Sign out/)
    assert.equal(answer.headers()['cache-control'], 'private, no-store')
    assert.deepEqual(asked(), [])

    // A switch shows in the server's text, in a call onward and in a permission.
    await page.click('button:has-text("Acme")')
    await waitForServer(world.organization('Acme').id)
    await page.click('button:has-text("Ask the server")')
    await page.waitForSelector(`output:has-text("${ada} with 3 parts")`)
    await page.click('a:has-text("Invoices")')
    await waitForServer('may write')

    await seeEachTheirOwn()

    // After a sign-out the text of the server is gone, and so is the protected page.
    await openFirstPage()
    await page.click('button:has-text("Sign out")')
    await waitForServer('nobody at no organization')
    await page.click('a:has-text("Invoices")')
    await page.waitForURL(/\/sign-in\?redirect_uri=/)
  },
}
