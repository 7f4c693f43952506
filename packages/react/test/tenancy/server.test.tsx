import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { WachterProvider } from '../../src/index.js'
import { RequireActiveTenancy } from '../../src/tenancy/index.js'
import { setUp } from '../set-up.js'

/** What a server knew of somebody who works in a place. */
async function stateIn(enter: (stage: ReturnType<typeof setUp>) => Promise<void>) {
  const stage = setUp()
  await stage.signIn()
  await enter(stage)
  return stage.client.dehydrate()
}

const inWorkspace = ({ client, world }: ReturnType<typeof setUp>) =>
  client.switchWorkspace(world.workspace('Engineering').id)
const inOrganization = ({ client, world }: ReturnType<typeof setUp>) =>
  client.switchOrganization(world.organization('Acme').id)

test.each([
  ['in a workspace, the children', inWorkspace, 'Acme'],
  ['in none, loading: whether there are any, only the page finds out', inOrganization, 'loading'],
])('a server renders %s, and asks nothing', async (_, enter, html) => {
  const { client, world } = setUp({ initialState: await stateIn(enter) })
  const page = (
    <WachterProvider client={client}>
      <RequireActiveTenancy fallback={({ kind }) => kind}>
        {({ organization }) => organization.name}
      </RequireActiveTenancy>
    </WachterProvider>
  )
  expect(renderToString(page)).toBe(html)
  await new Promise((resolve) => setImmediate(resolve))
  expect(world.requests.all()).toEqual([])
})
