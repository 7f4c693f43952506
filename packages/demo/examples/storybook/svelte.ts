import type { Preview } from '@storybook/svelte-vite'
import { createTestClient } from '@wachter/emulator/testing'
import WithClient from './WithClient.svelte'

const preview: Preview = {
  loaders: [async ({ parameters }) => createTestClient(parameters.wachter)],
  decorators: [(_story, { loaded }) => ({ Component: WithClient, props: { client: loaded.client } })],
}

export default preview
