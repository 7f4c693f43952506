import { expect, test } from 'vitest'
import { setUpSite } from './site.js'

const people = 50

/** Fifty people, each in a browser of their own, every third in an organization. */
async function setUpCrowd() {
  const site = setUpSite()
  const { world } = site
  const browsers = await Promise.all(
    Array.from({ length: people }, async (_, index) => {
      const { id } = world.addUser({ username: `person${index}`, email: `person${index}@example.com` })
      const { client, ...browser } = site.openBrowser()
      world.addMembership(id, { organization: 'Acme' }, ['Member'])
      await client.exchangeTicket(world.mintTicket({ type: 'impersonation', user: id }))
      const move = (name: string | undefined) => client.switchOrganization(name && world.organization(name).id)
      if (index % 3 === 0) await move('Acme')
      return { ...browser, client, move, id }
    }),
  )
  /** A thousand page views at once: what was of another person or place, and who was named. */
  const view = async () => {
    const wrong: string[] = []
    const named = new Set<string>()
    const views = Array.from({ length: 1_000 }, async (_, index) => {
      const { visit, client, id } = browsers[index % people] ?? expect.unreachable()
      const { auth, initialState } = await visit()
      if (auth.userId !== id) wrong.push(`view ${index} is of ${auth.userId}`)
      if (auth.organizationId !== client.$activeOrganization.get()?.id) wrong.push(`view ${index} is elsewhere`)
      if (!initialState.container) return
      named.add(id)
      const shown = JSON.stringify(initialState)
      for (const other of browsers)
        if (other.id !== id && shown.includes(`"${other.id}"`)) wrong.push(`view ${index} shows ${other.id}`)
    })
    await Promise.all(views)
    return { wrong, named }
  }
  return { browsers, view }
}

const timeout = 60_000

test('of a thousand page views of fifty people at once each is of the right person, before and after they move', {
  timeout,
}, async () => {
  const { browsers, view } = await setUpCrowd()
  const before = await view()
  expect(before.wrong).toEqual([])
  // Some names were there to be mixed up.
  expect(before.named.size).toBe(15)
  for (const { move } of browsers.slice(0, 10)) await move(undefined)
  for (const { move } of browsers.slice(20, 30)) await move('Acme')
  expect((await view()).wrong).toEqual([])
})
