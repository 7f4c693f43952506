import type { Client } from '@wachter/core'
import { createWachter } from '@wachter/vue'
import { createApp } from 'vue'
import type { Demo } from '../../demo.ts'
import Island from './Island.vue'

export function mountVue(root: HTMLElement, client: Client, demo: Demo): void {
  createApp(Island, { demo }).use(createWachter(client)).mount(root)
}
