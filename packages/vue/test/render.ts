import type { Client } from '@wachter/core'
import { afterEach } from 'vitest'
import { type Component, createApp } from 'vue'
import { createWachter } from '../src/index.js'

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

/** Mounts an app into the page until the test is over. Returns what unmounts it earlier. */
export function render(client: Client, root: Component, container = createContainer()): () => void {
  const app = createApp(root).use(createWachter(client))
  app.mount(container)
  const unmount = () => app.unmount()
  mounted.unshift(unmount)
  return unmount
}
