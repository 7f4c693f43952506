import type { Client } from '@wachter/core'
import { type Component, mount, unmount } from 'svelte'
import { afterEach } from 'vitest'
import App from './pages/App.svelte'

const mounted: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanup of mounted.splice(0)) await cleanup()
})

/** A place in the page that is gone after the test. */
export function createContainer(html = ''): HTMLElement {
  const container = document.body.appendChild(document.createElement('div'))
  container.innerHTML = html
  mounted.push(() => container.remove())
  return container
}

/** Mounts a page into the document until the test is over. Returns what unmounts it earlier. */
export function render<Props extends Record<string, unknown>>(
  client: Client,
  page: Component<Props>,
  props: Props,
  container = createContainer(),
): () => Promise<void> {
  let app: object | undefined = mount(App<Props>, { target: container, props: { client, page, props } })
  const stop = async () => {
    if (app) await unmount(app)
    app = undefined
  }
  mounted.unshift(stop)
  return stop
}
