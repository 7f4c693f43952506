import { createBrowser, minting } from '../world/browser.js'

/** A token's lifetime in the emulator and on the server. */
const lifetimeMs = 30_000
const lifetimes = 10
const readEveryMs = 5_000

/**
 * How often a token is minted for tabs that each read one every 5 s, for ten lifetimes.
 *
 * @param {{ tabs: number, visible: number, together?: boolean }} options number of tabs, how many of them are visible, and
 *   whether they read at the same instant or one after the other
 */
export async function countMints({ tabs: count, visible, together = false }) {
  const browser = createBrowser()
  await browser.signIn('ada')
  const tabs = Array.from({ length: count }, (_, index) => browser.openTab({ visible: index < visible }))
  for (const tab of tabs) tab.start()
  await browser.time.until(Promise.all(tabs.map((tab) => tab.refetch())))
  browser.takeRequests()
  const apartMs = together ? 0 : readEveryMs / 10
  for (let passedMs = 0; passedMs < lifetimes * lifetimeMs; passedMs += readEveryMs) {
    const reads = []
    for (const tab of tabs) {
      reads.push(tab.getToken())
      await browser.time.pass(apartMs)
    }
    await browser.time.pass(readEveryMs - apartMs * count)
    await Promise.all(reads)
  }
  const mints = browser.takeRequests()[minting] ?? 0
  browser.close()
  return { mints, perLifetime: mints / lifetimes }
}
