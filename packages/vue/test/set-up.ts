import type { Client } from '@wachter/core'
import { createSSRApp, defineComponent, h } from 'vue'
import { createWachter, SessionLoading, SignedIn, SignedOut, useActiveOrganization, useUser } from '../src/index.js'

export { setUp } from '@wachter/testing/adapter-stage'

const Whereabouts = defineComponent(() => {
  const user = useUser()
  const organization = useActiveOrganization()
  return () => h('p', `${user.value?.firstName} at ${organization.value?.name ?? 'home'}`)
})

/** A page that tells who is there. */
export const Page = defineComponent(() => () => [
  h(SessionLoading, () => 'Loading'),
  h(SignedOut, () => 'Nobody'),
  h(SignedIn, () => h(Whereabouts)),
])

/** An app as a server would render it, and a browser hydrate. */
export const createApp = (client: Client, root = Page) => createSSRApp(root).use(createWachter(client))
