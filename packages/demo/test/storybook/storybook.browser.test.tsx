import { SessionUnavailable, SignedIn, SignedOut } from '@wachter/react'
import * as forVue from '@wachter/vue'
import type { ComponentType } from 'react'
import { createRoot } from 'react-dom/client'
import { type ComponentProps, mount, unmount } from 'svelte'
import { afterEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { createApp, defineComponent, h } from 'vue'
import react from '../../examples/storybook/react.tsx'
import { AdaAtAcme, Outage, SignedOut as SignedOutStory } from '../../examples/storybook/stories.ts'
import svelte from '../../examples/storybook/svelte.ts'
import { withSession } from '../../examples/storybook/vue.ts'
import DecoratedStory from './Decorated.svelte'

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0)) await step()
})

function createCanvas(): HTMLElement {
  const canvas = document.body.appendChild(document.createElement('div'))
  undo.push(() => canvas.remove())
  return canvas
}

interface Story {
  readonly parameters: Record<string, unknown>
}

/** As Storybook does it: all loaders, then the decorators around the story. */
async function load(loaders: typeof react.loaders, { parameters }: Story) {
  const results = await Promise.all(loaders.map((loader) => loader({ parameters, loaded: {} })))
  return { parameters, loaded: Object.assign({}, ...results) }
}

const frameworks: Record<string, (story: Story) => Promise<void>> = {
  async React(story) {
    const context = await load(react.loaders, story)
    const StoryPage = () => (
      <>
        <SignedOut>Nobody</SignedOut>
        <SignedIn>
          {({ activeSignIn: { user, activeOrganizationMembership } }) =>
            `${user?.firstName} at ${activeOrganizationMembership?.organization.name}`
          }
        </SignedIn>
        <SessionUnavailable>Out of order</SessionUnavailable>
      </>
    )
    const root = createRoot(createCanvas())
    undo.unshift(() => root.unmount())
    const Decorated = react.decorators.reduce<ComponentType>(
      (Inner, decorate) => () => decorate(Inner, context),
      StoryPage,
    )
    root.render(<Decorated />)
  },
  async Vue(story) {
    const Whereabouts = defineComponent(() => {
      const user = forVue.useUser()
      const organization = forVue.useActiveOrganization()
      return () => `${user.value?.firstName} at ${organization.value?.name}`
    })
    const app = createApp(() => [
      h(forVue.SignedOut, () => 'Nobody'),
      h(forVue.SignedIn, () => h(Whereabouts)),
      h(forVue.SessionUnavailable, () => 'Out of order'),
    ])
    await withSession(app, story)
    app.mount(createCanvas())
    undo.unshift(() => app.unmount())
  },
  async Svelte(story) {
    const context = await load(svelte.loaders, story)
    for (const decorate of svelte.decorators) {
      const decorator = decorate(undefined, context) as ComponentProps<typeof DecoratedStory>['decorator']
      const mounted = mount(DecoratedStory, { target: createCanvas(), props: { decorator } })
      undo.unshift(() => unmount(mounted))
    }
  },
}

describe.each(Object.entries(frameworks))('in Storybook, a story of %s', (_, show) => {
  test.each([
    ['Nobody', SignedOutStory],
    ['Ada at Acme', AdaAtAcme],
    ['Out of order', Outage],
  ])('shows %s', async (shown, story) => {
    await show(story)
    await expect.element(page.getByText(shown, { exact: true })).toBeVisible()
  })
})
