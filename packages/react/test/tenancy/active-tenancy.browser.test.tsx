import { useState } from 'react'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { WachterProvider } from '../../src/index.js'
import { RequireActiveTenancy } from '../../src/tenancy/index.js'
import { render } from '../render.js'
import { setUp } from '../set-up.js'

test('RequireActiveTenancy says what must be chosen, and keeps its children through a switch', async () => {
  const { client, world, signIn } = setUp()
  function Desk({ at }: { at: string }) {
    const [drafts, setDrafts] = useState(0)
    return <button type="button" onClick={() => setDrafts(drafts + 1)}>{`${drafts} drafts at ${at}`}</button>
  }
  render(
    <WachterProvider client={client}>
      <RequireActiveTenancy fallback={({ kind }) => kind}>
        {({ organization, workspace }) => <Desk at={`${organization.name} ${workspace?.name}`} />}
      </RequireActiveTenancy>
    </WachterProvider>,
  )
  await expect.element(page.getByText('signed-out', { exact: true })).toBeVisible()
  await signIn()
  await expect.element(page.getByText('choose-organization')).toBeVisible()
  await client.switchOrganization(world.organization('Acme').id)
  await expect.element(page.getByText('choose-workspace')).toBeVisible()
  await client.switchWorkspace(world.workspace('Engineering').id)
  await page.getByText('0 drafts at Acme Engineering').click()
  await client.switchWorkspace(world.workspace('Marketing').id)
  await expect.element(page.getByText('1 drafts at Acme Marketing')).toBeVisible()
  await client.signOut()
  await expect.element(page.getByText('signed-out', { exact: true })).toBeVisible()
})
