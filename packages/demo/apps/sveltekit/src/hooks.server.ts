import { createHandle } from '@wachter/svelte/kit/server'
import { WACHTER_PUBLISHABLE_KEY } from '$app/env/public'

export const handle = createHandle({
  publishableKey: WACHTER_PUBLISHABLE_KEY,
  signInUrl: '/sign-in',
  publicPaths: ['/'],
  // A header that your platform writes, and nobody else can.
  clientIp: ({ request }) => request.headers.get('x-real-ip') ?? undefined,
})
