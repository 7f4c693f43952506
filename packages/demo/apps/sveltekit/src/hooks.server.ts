import { createHandle } from '@wachter/svelte/kit/server'
import { WACHTER_PUBLISHABLE_KEY } from '$app/env/public'

export const handle = createHandle({
  publishableKey: WACHTER_PUBLISHABLE_KEY,
  signInUrl: '/sign-in',
  publicPaths: ['/'],
})
