import type { Preview } from '@storybook/react-vite'
import { createTestClient } from '@wachter/emulator/testing'
import { WachterProvider } from '@wachter/react'

const preview: Preview = {
  loaders: [async ({ parameters }) => createTestClient(parameters.wachter)],
  decorators: [
    (Story, { loaded }) => (
      <WachterProvider client={loaded.client}>
        <Story />
      </WachterProvider>
    ),
  ],
}

export default preview
