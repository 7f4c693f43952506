import type { Client } from '@wachter/core'
import { mount } from 'svelte'
import type { Demo } from '../../demo.ts'
import Island from './Island.svelte'

export function mountSvelte(root: HTMLElement, client: Client, demo: Demo): void {
  // Svelte appends to the root, so remove the page's own skeleton.
  root.replaceChildren()
  mount(Island, { target: root, props: { client, demo } })
}
