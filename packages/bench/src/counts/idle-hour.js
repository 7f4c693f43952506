import { createBrowser, minting, total } from '../world/browser.js'

const hourMs = 3_600_000
const pollMs = 30_000

/** The requests of idle tabs, one of them visible, in an hour. */
export async function countIdleHour({ tabs: count = 10 } = {}) {
  const browser = createBrowser()
  await browser.signIn('ada')
  const tabs = Array.from({ length: count }, (_, index) => browser.openTab({ visible: index === 0 }))
  for (const tab of tabs) tab.start()
  await browser.time.pass(1_000)
  browser.takeRequests()
  await browser.time.pass(hourMs)
  const requests = browser.takeRequests()
  browser.close()
  return { requests, total: total(requests), mints: requests[minting] ?? 0 }
}

/** The same tabs with a client that polls the session every 30 s, visible or not. */
export async function countPollingHour({ tabs = 10 } = {}) {
  const browser = createBrowser()
  const poll = () => {
    void browser.fetch(`${browser.baseUrl}/session`)
    browser.time.clock.setTimeout(poll, pollMs)
  }
  for (let tab = 0; tab < tabs; tab++) browser.time.clock.setTimeout(poll, pollMs)
  let count = 0
  // The log of the emulator is not endless.
  for (let part = 0; part < 10; part++) {
    await browser.time.pass(hourMs / 10)
    count += total(browser.takeRequests())
  }
  return { total: count }
}
