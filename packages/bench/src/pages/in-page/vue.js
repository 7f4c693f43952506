import { createWachter, useSession } from '@wachter/vue'
import { createApp, defineComponent, h } from 'vue'
import { present } from './stage.js'

present((client, count, onRender, into) => {
  const Place = defineComponent(() => {
    const { session } = useSession()
    return () => {
      onRender()
      return h('p', session.value?.activeSignIn.activeOrganizationMembership?.organization.name ?? 'none')
    }
  })
  const app = createApp(() => Array.from({ length: count }, (_, key) => h(Place, { key })))
  app.use(createWachter(client)).mount(into)
  return () => app.unmount()
})
