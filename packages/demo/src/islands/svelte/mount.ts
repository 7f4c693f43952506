import type { Client } from '@wachter/core'
import { mount } from 'svelte'
import type { Demo } from '../../demo.ts'
import Island from './Island.svelte'

export function mountSvelte(root: HTMLElement, client: Client, demo: Demo): void {
  // Svelte adds to what is there; the page's own skeleton has done its work.
  root.replaceChildren()
  mount(Island, { target: root, props: { client, demo } })
}
