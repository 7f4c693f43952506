import { setUp } from '@wachter/testing/adapter-stage'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import Guarded from '../pages/tenancy/Guarded.svelte'
import { render } from '../render.js'

test('RequireActiveTenancy says what must be chosen, and keeps its children through a switch', async () => {
  const { client, world, signIn } = setUp()
  render(client, Guarded, {})
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
