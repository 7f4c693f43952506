import assert from 'node:assert/strict'

/** @type {import('../../../tooling/src/apps/app-step.js').App} */
export const app = {
  adapter: /wachter-react-/,
  build: ['npm', 'run', 'build'],
  start: () => ['npx', 'react-router-serve', 'build/server/index.js'],
  env: (publishableKey, port) => ({ VITE_WACHTER_PUBLISHABLE_KEY: publishableKey, PORT: String(port) }),

  async visit({ url, world, page, context, another, asked, signIn, seeEachTheirOwn }) {
    /** @param {string} text */
    const waitForServer = (text) => page.waitForSelector(`#server:has-text("${text}")`)

    // A stranger sees the public page only, by a link, too, and a page without a loader of its own is no exception.
    const protectedPages = { Invoices: `${url}/invoices`, Team: `${url}/team` }
    for (const [link, address] of Object.entries(protectedPages)) {
      const stranger = await (await another()).newPage()
      await stranger.goto(url, { waitUntil: 'networkidle' })
      assert.equal(await stranger.textContent('#server'), 'nobody at no organization')
      await stranger.click(`a:has-text("${link}")`)
      await stranger.waitForURL(/\/sign-in\?redirect_uri=/)
      await stranger.goto(address)
      assert.equal(new URL(stranger.url()).pathname, '/sign-in')
      assert.equal(new URL(stranger.url()).searchParams.get('redirect_uri'), address)
    }
    assert.equal((await fetch(`${url}/api/me`)).status, 401)
    for (const path of [
      '/invoices.data',
      '/INVOICES/_.data',
      '/%69nvoices.data',
      '/invoices.data?_routes=routes/home',
    ]) {
      assert.doesNotMatch(await (await fetch(url + path)).text(), /may/)
    }

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
    assert.match(html, /ada(<!-- -->)? at/)
    assert.match(html, /Sign out/)
    assert.deepEqual(asked(), [])

    // A switch shows in the server's text, in an action and in a permission. What an action returned goes with its context.
    await page.click('button:has-text("Acme")')
    await waitForServer(world.organization('Acme').id)
    await page.click('button:has-text("Ask the server")')
    await page.waitForSelector(`output:has-text("${ada} with 3 parts")`)
    await page.click('button:has-text("Globex")')
    await waitForServer(world.organization('Globex').id)
    assert.equal(await page.textContent('output'), '')
    await page.click('button:has-text("Acme")')
    await waitForServer(world.organization('Acme').id)
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
