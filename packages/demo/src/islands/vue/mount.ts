import type { Client } from '@wachter/core'
import { createWachter } from '@wachter/vue'
import { createApp } from 'vue'
import type { Demo } from '../../demo.ts'
import Island from './Island.vue'
import { provideStepFocus } from './surface/step-focus.ts'

export function mountVue(root: HTMLElement, client: Client, demo: Demo): void {
  const app = createApp(Island, { demo }).use(createWachter(client))
  provideStepFocus(app, root)
  app.mount(root)
}
