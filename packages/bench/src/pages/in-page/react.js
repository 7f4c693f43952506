import { useSession, WachterProvider } from '@wachter/react'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { present } from './stage.js'

present((client, count, onRender, into) => {
  function Place() {
    const { session } = useSession()
    onRender()
    return createElement('p', {}, session?.activeSignIn.activeOrganizationMembership?.organization.name ?? 'none')
  }
  const root = createRoot(into)
  const places = Array.from({ length: count }, (_, key) => createElement(Place, { key }))
  root.render(createElement(WachterProvider, { client, children: places }))
  return () => root.unmount()
})
