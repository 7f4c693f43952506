import { createBrowser, total } from '../world/browser.js'

const hourMs = 3_600_000
const pollMs = 30_000
const tabCount = 10

/** The requests of ten idle tabs, one of them visible, in an hour. */
export async function countIdleHour() {
  const browser = createBrowser()
  await browser.signIn('ada')
  const tabs = Array.from({ length: tabCount }, (_, index) => browser.openTab({ visible: index === 0 }))
  for (const tab of tabs) tab.start()
  await browser.time.pass(1_000)
  browser.takeRequests()
  await browser.time.pass(hourMs)
  const requests = browser.takeRequests()
  browser.close()
  return { requests, total: total(requests) }
}

/** The same tabs with a client that polls the session every 30 s, visible or not. */
export async function countPollingHour() {
  const browser = createBrowser()
  const poll = () => {
    void browser.fetch(`${browser.baseUrl}/session`)
    browser.time.clock.setTimeout(poll, pollMs)
  }
  for (let tab = 0; tab < tabCount; tab++) browser.time.clock.setTimeout(poll, pollMs)
  await browser.time.pass(hourMs)
  return { total: total(browser.takeRequests()) }
}
