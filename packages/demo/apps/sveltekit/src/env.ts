import { defineEnvVars } from '@sveltejs/kit/env'

export const variables = defineEnvVars({
  WACHTER_PUBLISHABLE_KEY: { public: true, description: 'The key of the dashboard, or of the emulator' },
})
