import type { ActiveTenancyReadyStep, ActiveTenancyStep } from '@wachter/core/tenancy'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { defineComponent, h, ref } from 'vue'
import { RequireActiveTenancy } from '../../src/tenancy/index.js'
import { render } from '../render.js'
import { setUp } from '../set-up.js'

test('RequireActiveTenancy says what must be chosen, and keeps its content through a switch', async () => {
  const { client, world, signIn } = setUp()
  const Desk = defineComponent({
    props: { at: String },
    setup(props) {
      const drafts = ref(0)
      return () => h('button', { onClick: () => drafts.value++ }, `${drafts.value} drafts at ${props.at}`)
    },
  })
  render(
    client,
    defineComponent(
      () => () =>
        h(RequireActiveTenancy, null, {
          default: ({ organization, workspace }: ActiveTenancyReadyStep) => [
            h(Desk, { at: `${organization.name} ${workspace?.name}` }),
          ],
          fallback: ({ step }: { step: ActiveTenancyStep }) => [h('p', step.kind)],
        }),
    ),
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
