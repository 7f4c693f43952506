import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach } from 'vitest'

const mounted: (() => void)[] = []

afterEach(() => {
  for (const unmount of mounted.splice(0)) unmount()
})

/** A place in the page that is gone after the test. */
export function createContainer(html = ''): HTMLElement {
  const container = document.body.appendChild(document.createElement('div'))
  container.innerHTML = html
  mounted.push(() => container.remove())
  return container
}

/** Renders into the page until the test is over. */
export function render(tree: ReactNode) {
  const root = createRoot(createContainer())
  const unmount = () => root.unmount()
  mounted.unshift(unmount)
  root.render(tree)
  return { unmount, rerender: (next: ReactNode) => root.render(next) }
}
