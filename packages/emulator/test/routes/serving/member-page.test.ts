import { describe, expect, test } from 'vitest'
import { visitAcme } from '../../visit-acme'

async function setUpTwelve() {
  const room = await visitAcme()
  for (let n = 1; n <= 9; n++) {
    room.world.addUser({ email: `person-${n}@example.com`, firstName: 'Person', lastName: `Nr ${n}` })
    room.world.addMembership(`person-${n}@example.com`, { organization: 'Acme' }, ['Member'])
  }
  const page = async (query: string) => {
    const { data, meta } = (await room.visitor.get(`${room.acme}/members?${query}`)).body.data
    return { names: data.map(({ user }: { user: { first_name: string } }) => user.first_name), meta }
  }
  return { ...room, page }
}

describe('a page of members', () => {
  test('has ten of them, and says whether there are more', async () => {
    const { page } = await setUpTwelve()
    const first = await page('')
    expect(first.names).toHaveLength(10)
    expect(first.meta).toEqual({ has_more: true, page: 1, limit: 10 })
    expect(await page('page=2')).toEqual({ names: ['Grace', 'Ada'], meta: { has_more: false, page: 2, limit: 10 } })
    expect((await page('page=3')).names).toEqual([])
  })

  test.each([
    ['limit=12', { has_more: false, page: 1, limit: 12 }],
    ['limit=5&page=2', { has_more: true, page: 2, limit: 5 }],
    ['limit=1000', { has_more: false, page: 1, limit: 100 }],
    ['limit=0&page=0', { has_more: true, page: 1, limit: 10 }],
    ['limit=-1&page=x', { has_more: true, page: 1, limit: 10 }],
    ['limit=1.5&page=1e99', { has_more: true, page: 1, limit: 10 }],
  ])('follows %s', async (query, meta) => {
    expect((await (await setUpTwelve()).page(query)).meta).toEqual(meta)
  })

  test.each([
    ['GRACE HOP', ['Grace']],
    ['ada@', ['Ada']],
    ['linus', ['Linus']],
    ['nr 1', ['Person']],
    ['nobody', []],
  ])('is searched for %s by name, e-mail address and username', async (search, names) => {
    const { page } = await setUpTwelve()
    const found = await page(`search=${encodeURIComponent(search)}`)
    expect(found).toMatchObject({ names, meta: { has_more: false } })
  })
})
