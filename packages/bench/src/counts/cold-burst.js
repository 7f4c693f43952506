import { createBrowser } from '../world/browser.js'

/** Ten thousand callers ask a page that knows nothing yet for a token, all at once. */
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
