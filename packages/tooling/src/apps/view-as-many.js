import assert from 'node:assert/strict'

const people = 50
const viewsEach = 20

/**
 * Views the first page of an app as fifty people at once, each from a new address every time, as a phone on its way. Fails when
 * an answer is an error, names another person, or sets the token of another.
 *
 * @param {string} url
 * @param {import('@wachter/emulator').World} world
 * @returns {Promise<string>} a report
 */
export async function viewAsMany(url, world) {
  let views = 0
  let named = 0
  let ofAnother = 0
  /** @param {number} number */
  const viewAs = async (number) => {
    const username = `guest-${number}`
    const { id } = world.addUser({ username, email: `${username}@example.com` })
    const { cookies } = await world.openSession({ as: username })
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    for (let view = 0; view < viewsEach; view++) {
      const page = await fetch(url, {
        headers: {
          cookie,
          'x-real-ip': `2001:db8::${(++views).toString(16)}`,
        },
      })
      const names = new Set((await page.text()).match(/guest-\d+/g))
      // Without a name where the server may not read the session: the API allows twenty reads a minute.
      if (names.delete(username)) named++
      const [, token] = /__auth_[^=]+=([^;]*)/.exec(page.headers.getSetCookie().join()) ?? []
      const me = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${token}` } })
      assert.deepEqual([page.status, me.status], [200, 200], `${username}, view ${view}`)
      if (names.size > 0 || (await me.json()).userId !== id) ofAnother++
    }
  }
  await Promise.all(Array.from({ length: people }, (_, number) => viewAs(number)))
  assert.equal(ofAnother, 0)
  assert.ok(named >= viewsEach, 'Nobody is named, so that nobody could be mixed up')
  return `${views} views of ${people} people, ${named} with their name, ${ofAnother} of another`
}
