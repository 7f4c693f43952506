import { describe, expect, test } from 'vitest'
import { createOrganizations, type OrganizationsState } from '../../../src/tenancy/index.js'
import { at } from '../../flows/steps.js'
import { anything, pass, setUpSignedIn } from '../../set-up.js'

const count = 10_000
const list = 'GET /me/organization-memberships'
const change = ['POST /session/switch-organization', 'GET /session']

interface Listed {
  readonly id: string
  readonly organization: { readonly id: string; readonly name: string }
}

/** Ada, of whom the server says that she is in ten thousand organizations, and a picker of them. */
async function setUp() {
  const stage = await setUpSignedIn()
  const { client, world, asked } = stage
  const rows = (await client.request({ path: 'me/organization-memberships', schema: anything })) as Listed[]
  const [first] = rows as [Listed]
  const more = Array.from({ length: count - rows.length }, (_, index) => ({
    ...first,
    id: `${first.id}${index}`,
    organization: { ...first.organization, id: `${first.organization.id}${index}`, name: `Branch ${index}` },
  }))
  const body = JSON.stringify({ status: 200, message: '', data: [...rows, ...more], session: null, errors: null })
  world.faults.add({ path: '/me/organization-memberships', status: 200, body })
  const { $state } = createOrganizations(client)
  const manage = () => at($state.get(), 'manage')

  const seen: OrganizationsState[] = []
  const show = () => $state.listen((state) => void seen.push(state))
  /** What the listener was told during some work and all that follows, and what was asked of the server. */
  const during = async (work: () => unknown) => {
    seen.length = 0
    world.requests.clear()
    await work()
    await pass()
    const told = seen.map(({ step, pending }) => {
      const { active, memberships, loading } = at({ step, pending, error: undefined }, 'manage')
      return [pending, active?.organization.name, memberships?.length, loading && 'loading']
    })
    return { told, asked: asked() }
  }
  return { ...stage, manage, show, during }
}

describe('ten thousand organizations', () => {
  test('are loaded with three notifications, searched with one for each text, and none for the same text', async () => {
    const { manage, show, during } = await setUp()
    expect(await during(show)).toEqual({
      told: [
        [undefined, undefined, undefined, false],
        [undefined, undefined, undefined, 'loading'],
        [undefined, undefined, count, false],
      ],
      asked: [list],
    })
    for (const [text, found] of [
      ['b', 9_999],
      ['branch 9', 1_109],
      ['branch 99', 109],
      ['none of them', 0],
      ['', count],
    ] as const) {
      const { told, asked } = await during(() => manage().search(text))
      expect({ text, told, asked }).toEqual({ text, told: [[undefined, undefined, found, false]], asked: [] })
    }
    expect(await during(() => manage().search(''))).toEqual({ told: [], asked: [] })
  }, 30_000)

  test('are switched with four notifications, and a refetch that brings nothing new has none', async () => {
    const { client, organization, manage, show, during } = await setUp()
    await during(show)
    for (const [before, name] of [
      [undefined, 'Acme'],
      ['Acme', 'Globex'],
    ] as const) {
      expect(await during(() => manage().switchTo(organization(name)))).toEqual({
        told: [
          ['switch-to', before, count, false],
          ['switch-to', name, undefined, 'loading'],
          [undefined, name, undefined, 'loading'],
          [undefined, name, count, false],
        ],
        asked: [...change, list],
      })
    }
    expect(await during(client.refetch)).toEqual({ told: [], asked: ['GET /session'] })
  }, 30_000)

  test('that are not on screen any more are not loaded by a switch, but when they are shown again', async () => {
    const { client, organization, manage, show, during } = await setUp()
    let hide = () => {}
    await during(() => {
      hide = show()
    })
    hide()
    expect(await during(() => client.switchOrganization(organization('Acme')))).toEqual({ told: [], asked: change })
    expect((await during(show)).asked).toEqual([list])
    expect(manage().memberships).toHaveLength(count)
  }, 30_000)
})
