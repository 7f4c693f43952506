import { createBrowser } from '../world/browser.js'

/** Ten thousand concurrent token calls on a page whose caches are empty. */
export async function countColdBurst({ calls = 10_000, firstToken = false } = {}) {
  const browser = createBrowser()
  await browser.signIn('ada')
  browser.takeRequests()
  const tab = browser.openTab({ firstToken })
  tab.start()
  const tokens = await browser.time.until(Promise.all(Array.from({ length: calls }, () => tab.getToken())))
  const requests = browser.takeRequests()
  browser.close()
  return { requests, differentTokens: new Set(tokens).size }
}
