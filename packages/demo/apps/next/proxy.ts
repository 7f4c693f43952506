import { proxy } from '@wachter/react/next/server'

export default proxy({
  signInUrl: '/sign-in',
  publicPaths: ['/'],
  // A header that your platform writes, and nobody else can.
  clientIp: ({ headers }) => headers.get('x-real-ip') ?? undefined,
})
