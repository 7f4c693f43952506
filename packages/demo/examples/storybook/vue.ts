import { createTestClient, type TestClientOptions } from '@wachter/emulator/testing'
import { createWachter } from '@wachter/vue'
import type { App } from 'vue'

interface Story {
  parameters: { wachter?: TestClientOptions }
}

export async function withSession(app: App, story?: Story) {
  const { client } = await createTestClient(story?.parameters.wachter)
  app.use(createWachter(client))
}
