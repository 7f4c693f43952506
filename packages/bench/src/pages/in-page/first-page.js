import { createClient, keepContextCookie } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'

/** What the server wrote into the page. @type {import('@wachter/core').ClientOptions} */
const options = Reflect.get(window, 'rendered')
const client = createClient(options)
keepContextCookie(client)

/** Signs Ada in, for the page views that follow. @param {string} password */
const signInAda = async (password) => {
  await signInWithPassword(client, { email: 'ada@example.com', password })
  await client.getToken()
}

/** Starts the client, and waits until the page shows who is signed in and until the API has answered, ms from now. */
const visit = async () => {
  const startedAt = performance.now()
  client.start()
  const shown = new Promise((resolve) => {
    client.$view.subscribe(({ session }) => session && resolve(performance.now() - startedAt))
  })
  const token = await client.getToken()
  const answer = await fetch('/api/me', { headers: { Authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(`The API answered ${answer.status}`)
  const answeredMs = performance.now() - startedAt
  return { shownMs: await shown, answeredMs }
}

Object.assign(window, { signInAda, visit })
